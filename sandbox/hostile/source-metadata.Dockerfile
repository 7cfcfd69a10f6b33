# attack: A file from where clouds keep their keys
# expect: refused
FROM node:14-alpine
ADD http://169.254.169.254/latest/meta-data /x
