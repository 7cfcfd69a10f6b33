# attack: A log of zeros, without one line break
# expect: limit buildLog
FROM node:14-alpine
RUN cat /dev/zero; sleep 60
