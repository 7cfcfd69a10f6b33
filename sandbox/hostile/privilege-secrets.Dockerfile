# attack: Secrets and keys of whoever builds
# expect: held
FROM node:14-alpine
RUN --mount=type=secret,id=npmrc,target=/s --mount=type=secret,id=aws,target=/t test -s /s -o -s /t && echo BROKEN; env | grep -iE 'secret|token|password|database_url' && echo BROKEN; echo HELD
