# attack: A file from the internet
# expect: refused
FROM node:14-alpine
ADD https://example.com/x /x
