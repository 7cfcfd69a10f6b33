# attack: A repository
# expect: refused
FROM node:14-alpine
ADD https://github.com/moby/buildkit.git /x
