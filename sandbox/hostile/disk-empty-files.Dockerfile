# attack: A million files with nothing in them
# expect: limit buildFiles
FROM node:14-alpine
RUN node <<'EOF'
const { mkdirSync, closeSync, openSync } = require("fs");
mkdirSync("/d");
for (let f = 0; f < 1e6; f++) closeSync(openSync(`/d/${f}`, "w"));
EOF
