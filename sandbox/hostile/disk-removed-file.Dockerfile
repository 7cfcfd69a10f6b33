# attack: A file that is written after it was removed, where no folder shows it
# expect: limit buildDisk
FROM node:14-alpine
RUN exec 3>/big; rm /big; dd if=/dev/zero bs=1M count=100000 >&3
