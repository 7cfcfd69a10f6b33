# attack: Other roots, by the processes that have them
# expect: held
FROM node:14-alpine
RUN for p in /proc/[0-9]*; do test -e $p/root/var/lib/stagecraft && echo BROKEN $p; test -e $p/cwd/daemon.json && echo BROKEN $p; done; echo HELD
