# attack: A shell function that calls itself twice
# expect: limit buildProcesses
FROM node:14-alpine
RUN bomb() { bomb | bomb & }; bomb; sleep 60
