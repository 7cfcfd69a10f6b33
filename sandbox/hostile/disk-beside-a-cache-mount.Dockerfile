# attack: A folder under the name of a cache mount, bound read-write from a stage
# expect: limit buildDisk
FROM node:14-alpine AS s
FROM node:14-alpine
RUN --mount=type=bind,from=s,target=/b,rw dd if=/dev/zero of=/b/big bs=1M count=100000
