# attack: The memory of the kernel
# expect: held
FROM node:14-alpine
RUN for f in /proc/kcore /dev/mem /dev/kmem /dev/kmsg /proc/kmsg /proc/keys /proc/timer_list; do test -n "$(head -c 1 $f 2>/dev/null)" && echo BROKEN $f; done; echo HELD
