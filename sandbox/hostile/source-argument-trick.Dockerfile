# attack: The same through an argument that hides it
# expect: refused
ARG NAME=xubuntu
FROM ${NAME#x}:24.04
RUN true
