# attack: Pipes that are filled and never read: memory of the kernel's
# expect: limit buildOpenFiles|buildMemory
FROM node:14
RUN python3 - <<'EOF'
import os, time, fcntl
kept = []
try:
    while True:
        r, w = os.pipe()
        fcntl.fcntl(w, fcntl.F_SETFL, os.O_NONBLOCK)
        os.write(w, b'x' * 65536)
        kept.append((r, w))
except OSError as error:
    print(error)
    time.sleep(60)
EOF
