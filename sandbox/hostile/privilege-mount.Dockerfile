# attack: Mounts of one's own
# expect: held
FROM node:14-alpine
RUN mkdir /m; for t in proc sysfs tmpfs cgroup cgroup2; do mount -t $t none /m 2>/dev/null && echo BROKEN $t; done; mount --bind / /m 2>/dev/null && echo BROKEN bind; echo HELD
