# attack: A module, a program for the kernel, another disk for swap
# expect: held
FROM node:14
RUN python3 - <<'EOF'
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
calls = {'init_module': 175, 'kexec_load': 246, 'bpf': 321, 'perf_event_open': 298, 'swapon': 167, 'reboot': 169, 'open_by_handle_at': 304, 'add_key': 248, 'userfaultfd': 323}
broken = [name for name, number in calls.items() if libc.syscall(number, 0, 0, 0, 0, 0) >= 0]
print('BROKEN ' + ' '.join(broken) if broken else 'HELD')
EOF
