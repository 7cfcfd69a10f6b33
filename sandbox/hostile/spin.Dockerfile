# attack: A processor kept busy for nothing
# expect: limit buildCpuTime
FROM node:14-alpine
RUN while :; do :; done
