# attack: A folder that the runtime might have left open (CVE-2024-21626)
# expect: held|instruction|dockerfile
FROM node:14-alpine
WORKDIR /proc/self/fd/3
RUN test -e ../../../../var/lib/stagecraft -o -e ../../../../../var/lib/stagecraft && echo BROKEN; ls -a | grep -q docker.sock && echo BROKEN; echo HELD
