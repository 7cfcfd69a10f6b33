# attack: A line without end, held in memory
# expect: limit buildMemory
FROM node:14-alpine
RUN tail /dev/zero
