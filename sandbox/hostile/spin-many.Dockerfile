# attack: Every processor kept busy by many
# expect: limit buildCpuTime|buildTime
FROM node:14-alpine
RUN for i in $(seq 16); do (while :; do :; done) & done; wait
