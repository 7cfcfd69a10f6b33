# attack: Node starts copies of itself, each of which does the same
# expect: limit buildProcesses|buildMemory
FROM node:14-alpine
RUN node <<'EOF'
require("fs").writeFileSync("/bomb.js", "for (let i = 0; i < 9; i++) require('child_process').spawn('node', ['/bomb.js']); setTimeout(() => {}, 60000)");
require("/bomb.js");
EOF
