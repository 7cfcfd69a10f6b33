# attack: Processes that live too short to be seen
# expect: limit buildCpuTime|buildProcesses|buildTime
FROM node:14-alpine
RUN while :; do /bin/true & /bin/true; done
