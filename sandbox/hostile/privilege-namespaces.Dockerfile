# attack: Namespaces of one's own, to be root in
# expect: held
FROM node:14
RUN for n in user mount net pid ipc uts cgroup; do unshare --$n true 2>/dev/null && echo BROKEN $n; done; echo HELD
