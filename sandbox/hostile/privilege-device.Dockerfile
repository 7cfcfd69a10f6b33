# attack: A device of the host's
# expect: refused|dockerfile
FROM node:14-alpine
RUN --device=nvidia.com/gpu=all true
