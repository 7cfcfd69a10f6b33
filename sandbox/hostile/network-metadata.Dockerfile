# attack: The address where clouds keep their keys
# expect: held
FROM node:14-alpine
RUN node <<'EOF'
const { connect } = require("net");
const tried = [["169.254.169.254", 80], ["100.100.100.200", 80], ["192.0.0.192", 80]].map(([host, port]) => new Promise((resolve) => {
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
