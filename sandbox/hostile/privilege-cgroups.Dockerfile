# attack: A cgroup of one's own, or the limits of one's own cgroup
# expect: held
FROM node:14-alpine
RUN for f in $(find /sys/fs/cgroup -name 'memory.limit_in_bytes' -o -name memory.max -o -name pids.max -o -name release_agent -o -name cgroup.procs 2>/dev/null); do (echo 1 >$f) 2>/dev/null && echo BROKEN $f; done; mkdir /sys/fs/cgroup/x /sys/fs/cgroup/memory/x 2>/dev/null && echo BROKEN; echo HELD
