# attack: The host's own network
# expect: refused
FROM node:14-alpine
RUN --network=host true
