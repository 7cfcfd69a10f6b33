# attack: Files opened by many processes, few by each
# expect: limit buildOpenFiles|buildMemory
FROM node:14
RUN python3 - <<'EOF'
import os, time
for _ in range(60):
    if os.fork() == 0:
        kept = [os.open('/etc/passwd', os.O_RDONLY) for _ in range(400)]
        time.sleep(60)
time.sleep(60)
EOF
