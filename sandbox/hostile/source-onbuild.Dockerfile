# attack: A trigger that fetches when its stage is built upon
# expect: refused|dockerfile|held
FROM node:14-alpine AS trap
ONBUILD COPY --from=alpine:3.20 / /x
FROM trap
RUN test ! -e /x && echo HELD
