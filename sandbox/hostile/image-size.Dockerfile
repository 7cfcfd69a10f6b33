# attack: Stages that stay small, an image that does not
# expect: limit imageBytes
FROM node:14
RUN dd if=/dev/zero of=/f bs=1M count=190
