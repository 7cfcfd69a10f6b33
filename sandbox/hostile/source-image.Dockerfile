# attack: An image that is not in the catalogue
# expect: refused
FROM ubuntu:24.04
RUN true
