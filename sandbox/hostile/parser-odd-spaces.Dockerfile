# attack: Letters that look like spaces, and the other way round
# expect: dockerfile|refused|instruction
FROM node:14-alpine
RUN true
