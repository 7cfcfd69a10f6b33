# attack: A file system in memory, filled
# expect: limit buildMemory|buildDisk
FROM node:14-alpine
RUN --mount=type=tmpfs,target=/t dd if=/dev/zero of=/t/x bs=1M count=8000; sleep 60
