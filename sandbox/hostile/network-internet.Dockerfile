# attack: Addresses on the internet, without a name
# expect: held
FROM node:14-alpine
RUN node <<'EOF'
const { connect } = require("net");
const tried = [["1.1.1.1", 443], ["8.8.8.8", 53], ["9.9.9.9", 443]].map(([host, port]) => new Promise((resolve) => {
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
