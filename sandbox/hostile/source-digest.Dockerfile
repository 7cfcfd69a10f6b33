# attack: An image of the catalogue's name with another's content
# expect: refused
FROM node:14@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
RUN true
