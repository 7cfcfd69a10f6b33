# attack: The clock and the host's name
# expect: held
FROM node:14-alpine
RUN date -s '2001-01-01' >/dev/null 2>&1; test $(date +%Y) = 2001 && echo BROKEN clock; hostname evil 2>/dev/null && echo BROKEN name; echo HELD
