# attack: Children that end and are never waited for
# expect: limit buildProcesses
FROM node:14
RUN python3 - <<'EOF'
import os, time
try:
    while True:
        if os.fork() == 0: os._exit(0)
except OSError:
    time.sleep(60)
EOF
