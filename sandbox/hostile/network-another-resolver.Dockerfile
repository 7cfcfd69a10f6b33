# attack: Questions about names, asked elsewhere
# expect: held
FROM node:14-alpine
RUN node <<'EOF'
const { Resolver } = require("dns").promises;
const resolver = new Resolver({ timeout: 800, tries: 1 });
resolver.setServers(["1.1.1.1", "8.8.8.8"]);
resolver.resolve4("example.com").then(() => console.log("BROKEN"), () => console.log("HELD"));
EOF
