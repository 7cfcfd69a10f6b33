# attack: A million small files
# expect: limit buildFiles
FROM node:14-alpine
RUN node <<'EOF'
const { mkdirSync, writeFileSync } = require("fs");
for (let d = 0; d < 1000; d++) {
  mkdirSync(`/d${d}`);
  for (let f = 0; f < 1000; f++) writeFileSync(`/d${d}/${f}`, "x");
}
EOF
