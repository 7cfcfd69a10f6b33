# attack: The host's disk, by a device file of one's own
# expect: held
FROM node:14-alpine
RUN for n in 8:0 7:0 254:0 259:0; do mknod /disk b ${n%:*} ${n#*:} 2>/dev/null && head -c 1 /disk && echo BROKEN; rm -f /disk; done; echo HELD
