# attack: A repository over SSH
# expect: refused|dockerfile
FROM node:14-alpine
ADD git@github.com:moby/buildkit.git /x
