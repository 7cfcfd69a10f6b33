# attack: Threads without end, which are processes to the kernel
# expect: limit buildProcesses|buildMemory
FROM node:14
RUN python3 - <<'EOF'
import threading, time
threading.stack_size(65536)
try:
    while True: threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
except RuntimeError:
    time.sleep(60)
EOF
