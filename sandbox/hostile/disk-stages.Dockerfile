# attack: Stages side by side, each of a modest size
# expect: limit buildDisk
FROM node:14-alpine AS s0
RUN dd if=/dev/zero of=/f0 bs=1M count=90
FROM node:14-alpine AS s1
RUN dd if=/dev/zero of=/f1 bs=1M count=90
FROM node:14-alpine AS s2
RUN dd if=/dev/zero of=/f2 bs=1M count=90
FROM node:14-alpine AS s3
RUN dd if=/dev/zero of=/f3 bs=1M count=90
FROM node:14-alpine AS s4
RUN dd if=/dev/zero of=/f4 bs=1M count=90
FROM node:14-alpine AS s5
RUN dd if=/dev/zero of=/f5 bs=1M count=90
FROM node:14-alpine
COPY --from=s0 /f0 /
COPY --from=s1 /f1 /
COPY --from=s2 /f2 /
COPY --from=s3 /f3 /
COPY --from=s4 /f4 /
COPY --from=s5 /f5 /
