# attack: Another resolver, by a file of one's own
# expect: held|instruction
FROM node:14-alpine AS mine
RUN echo nameserver 1.1.1.1 >/resolv
FROM node:14-alpine
RUN --mount=type=bind,from=mine,source=/resolv,target=/etc/resolv.conf node -e 'const { Resolver } = require("dns"); new Resolver({ timeout: 800, tries: 1 }).resolve4("example.com", (error) => console.log(error ? "HELD" : "BROKEN"))'
