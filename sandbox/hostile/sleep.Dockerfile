# attack: An instruction that never ends
# expect: limit buildTime
FROM node:14-alpine
RUN sleep 100000
