# attack: A cache mount, which outlives the build
# expect: limit buildDisk
FROM node:14-alpine
RUN --mount=type=cache,target=/fill dd if=/dev/zero of=/fill/big bs=1M count=100000
