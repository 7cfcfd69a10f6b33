# attack: Names that nobody allowed
# expect: held
FROM node:14-alpine
RUN node <<'EOF'
const { lookup } = require("dns").promises;
const names = ["example.com", "github.com", "metadata.google.internal", "host.docker.internal", "gateway.docker.internal"];
Promise.all(names.map((name) => lookup(name).then(() => `BROKEN ${name} has an address`, () => null))).then((all) => {
  console.log(all.filter(Boolean).join("\n") || "HELD");
});
EOF
