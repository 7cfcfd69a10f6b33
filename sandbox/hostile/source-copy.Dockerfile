# attack: Files out of an image that is not in the catalogue
# expect: refused
FROM node:14-alpine
COPY --from=alpine:3.20 / /x
