# attack: Files in the file, one that never ends
# expect: dockerfile|instruction
FROM node:14-alpine
RUN cat <<A <<B
A
still b
