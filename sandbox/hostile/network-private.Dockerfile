# attack: Private addresses that a host often has
# expect: held
FROM node:14-alpine
RUN node <<'EOF'
const { connect } = require("net");
const tried = [["10.0.0.1", 22], ["172.17.0.1", 2375], ["192.168.0.1", 80], ["192.168.1.1", 80]].map(([host, port]) => new Promise((resolve) => {
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
