# attack: Root's own identity, seen from outside
# expect: held
FROM node:14-alpine
RUN awk '$2 < 100000 { print "BROKEN root is " $2 }' /proc/self/uid_map; echo HELD
