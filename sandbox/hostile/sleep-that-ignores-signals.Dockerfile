# attack: An instruction that never ends and wants no signal
# expect: limit buildTime
FROM node:14-alpine
RUN trap '' TERM INT HUP; while :; do sleep 1; done
