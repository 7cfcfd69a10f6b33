# attack: A log that gives orders to terminals
# expect: held
FROM node:14-alpine
RUN printf '\033]0;title\007\033[2J\033[31m<script>alert(1)</script>\n'; echo HELD
