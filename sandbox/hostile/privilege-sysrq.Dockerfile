# attack: The kernel's own commands
# expect: held
FROM node:14-alpine
RUN for f in /proc/sysrq-trigger /proc/sys/kernel/core_pattern /proc/sys/kernel/modprobe /proc/sys/vm/overcommit_memory /proc/sys/kernel/hostname /sys/kernel/uevent_helper; do (echo x >$f) 2>/dev/null && echo BROKEN $f; done; echo HELD
