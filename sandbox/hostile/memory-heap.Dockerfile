# attack: A heap that grows without end
# expect: limit buildMemory
FROM node:14-alpine
RUN node <<'EOF'
const all = [];
for (;;) all.push(Buffer.alloc(1 << 26, 1));
EOF
