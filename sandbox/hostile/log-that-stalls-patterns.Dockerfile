# attack: Last words made to stall whoever looks for a pattern in them
# expect: instruction
FROM node:14-alpine
RUN node <<'EOF'
const long = "a ".repeat(9000) + "sh: ".repeat(3000) + ":".repeat(9000) + " ".repeat(20000);
console.log(long + "\nError: Cannot find module '" + "x".repeat(9000));
process.exit(3);
EOF
