# attack: Processes that ignore every signal they can
# expect: limit buildProcesses
FROM node:14-alpine
RUN trap '' TERM INT HUP QUIT; while :; do (trap '' TERM INT HUP QUIT; sleep 1000) & done
