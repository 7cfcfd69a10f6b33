# attack: Another slot, by a hosts file of one's own
# expect: instruction
FROM node:14-alpine AS mine
RUN printf '127.0.0.2\tslot.internal\n' >/hosts
FROM node:14-alpine
RUN --mount=type=bind,from=mine,source=/hosts,target=/etc/hosts echo BROKEN
