# attack: A file with a name for every number
# expect: limit buildFiles|buildTime|buildCpuTime|buildDisk
FROM node:14
RUN python3 - <<'EOF'
import os, time
n = 0
while True:
    os.makedirs(f'/l{n // 60000}', exist_ok=True)
    open(f'/l{n // 60000}/a', 'w')
    try:
        for _ in range(60000):
            n += 1
            os.link(f'/l{(n - 1) // 60000}/a', f'/l{(n - 1) // 60000}/{n}')
    except OSError:
        n = (n // 60000 + 1) * 60000
EOF
