# attack: A stage that is made of itself
# expect: dockerfile|refused|instruction
FROM node:14-alpine AS a
COPY --from=b /etc/passwd /x
FROM node:14-alpine AS b
COPY --from=a /etc/passwd /x
