# attack: Files opened and never closed
# expect: limit buildOpenFiles
FROM node:14-alpine
RUN node <<'EOF'
const { openSync } = require("fs");
try {
  for (;;) openSync("/etc/passwd");
} catch (error) {
  console.log(error.code);
  setTimeout(() => {}, 60000);
}
EOF
