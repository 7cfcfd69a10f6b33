# attack: The gate, asked over TLS for a name that is not allowed
# expect: held
FROM node:14-alpine
RUN node <<'EOF'
const gateway = require("fs").readFileSync("/etc/resolv.conf", "utf8").match(/nameserver (\S+)/)[1];
const { request } = require("https");
request({ host: gateway, servername: "attacker.example", headers: { host: "attacker.example" }, rejectUnauthorized: false, timeout: 5000 }, (answer) =>
  console.log("BROKEN " + answer.statusCode)).on("error", () => console.log("HELD")).on("timeout", () => { console.log("HELD"); process.exit(); }).end();
EOF
