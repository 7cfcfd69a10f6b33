# attack: The engine itself made to copy, again and again
# expect: limit buildDisk
FROM node:14-alpine
COPY --from=node:14 /usr /x0
COPY --from=node:14 /usr /x1
COPY --from=node:14 /usr /x2
COPY --from=node:14 /usr /x3
COPY --from=node:14 /usr /x4
COPY --from=node:14 /usr /x5
COPY --from=node:14 /usr /x6
COPY --from=node:14 /usr /x7
COPY --from=node:14 /usr /x8
COPY --from=node:14 /usr /x9
COPY --from=node:14 /usr /x10
COPY --from=node:14 /usr /x11
