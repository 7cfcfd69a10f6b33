# attack: The same for the time of one instruction
# expect: refused
FROM node:14-alpine
RUN --mount=type=bind,from=alpine:3.20,target=/x ls /x
