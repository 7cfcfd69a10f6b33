# attack: A file that claims to be larger than any disk
# expect: limit buildDisk
FROM node:14-alpine
RUN truncate -s 100000000000 /sparse
