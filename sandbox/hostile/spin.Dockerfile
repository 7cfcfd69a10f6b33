# attack: A processor kept busy for nothing
# expect: limit buildCpuTime|buildTime
FROM node:14-alpine
RUN while :; do :; done
