# attack: Layer upon layer, each of a modest size
# expect: limit buildDisk
FROM node:14-alpine
RUN dd if=/dev/zero of=/f0 bs=1M count=60
RUN dd if=/dev/zero of=/f1 bs=1M count=60
RUN dd if=/dev/zero of=/f2 bs=1M count=60
RUN dd if=/dev/zero of=/f3 bs=1M count=60
RUN dd if=/dev/zero of=/f4 bs=1M count=60
RUN dd if=/dev/zero of=/f5 bs=1M count=60
RUN dd if=/dev/zero of=/f6 bs=1M count=60
RUN dd if=/dev/zero of=/f7 bs=1M count=60
RUN dd if=/dev/zero of=/f8 bs=1M count=60
RUN dd if=/dev/zero of=/f9 bs=1M count=60
RUN dd if=/dev/zero of=/f10 bs=1M count=60
RUN dd if=/dev/zero of=/f11 bs=1M count=60
