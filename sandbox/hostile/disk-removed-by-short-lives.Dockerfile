# attack: A removed file, written by processes that end at once
# expect: limit buildDisk
FROM node:14-alpine
RUN exec 3>/big; rm /big; while :; do dd if=/dev/zero bs=1M count=8 >&3 2>/dev/null; done
