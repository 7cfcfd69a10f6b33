# attack: The processes of others
# expect: held
FROM node:14-alpine
RUN test "$(ls /proc | grep -c '^[0-9]')" -lt 8 || echo BROKEN; kill -9 -1 2>/dev/null; echo HELD
