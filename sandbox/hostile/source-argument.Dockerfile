# attack: The same through an argument
# expect: refused
ARG WHERE=docker.io/library
ARG NAME=ubuntu
FROM ${WHERE}/${NAME}:24.04
RUN true
