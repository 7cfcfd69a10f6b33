# attack: A log without end
# expect: limit buildLog
FROM node:14-alpine
RUN yes; sleep 60
