# attack: An instruction without the walls
# expect: refused
FROM node:14-alpine
RUN --security=insecure true
