# attack: The process is killed, and the instruction goes on as if nothing had happened
# expect: limit buildMemory
FROM node:14-alpine
RUN tail /dev/zero || true; echo went on
