# attack: The same over IPv6
# expect: held
FROM node:14-alpine
RUN node <<'EOF'
const { connect } = require("net");
const tried = [["2606:4700:4700::1111", 443], ["fe80::1", 22], ["fd00::1", 80]].map(([host, port]) => new Promise((resolve) => {
  const socket = connect({ host, port, timeout: 1500 });
  socket.on("connect", () => resolve(`BROKEN ${host}:${port} answers`));
  socket.on("error", () => resolve(null));
  socket.on("timeout", () => resolve(null));
}));
Promise.all(tried).then((all) => {
  const broken = all.filter(Boolean);
  console.log(broken.length > 0 ? broken.join("\n") : "HELD");
  process.exit();
});
EOF
