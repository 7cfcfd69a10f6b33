# attack: Folders in folders, deeper than a path may be long
# expect: limit buildFiles|buildDisk|buildTime|buildCpuTime
FROM node:14
RUN python3 - <<'EOF'
import os
while True:
    os.mkdir('d')
    os.chdir('d')
EOF
