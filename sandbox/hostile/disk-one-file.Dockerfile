# attack: One file as large as the disk
# expect: limit buildDisk
FROM node:14-alpine
RUN dd if=/dev/zero of=/big bs=1M count=100000
