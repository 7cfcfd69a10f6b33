# attack: A program of root's for everyone
# expect: held
FROM node:14-alpine
RUN cp /bin/busybox /su && chmod 4755 /su && su -s /bin/sh nobody -c '/su id -u' 2>/dev/null; awk '$2 < 100000 { print "BROKEN" }' /proc/self/uid_map; echo HELD
