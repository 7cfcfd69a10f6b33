# attack: Text cut in the middle of its characters
# expect: held
FROM node:14-alpine
RUN node <<'EOF'
for (let i = 0; i < 50; i++) process.stdout.write(Buffer.from([0xf0, 0x9f, 0x98, 0xff, 0xc3, 0x0a]));
console.log("HELD");
EOF
