# attack: Every address on the bridge
# expect: held
FROM node:14-alpine
RUN node <<'EOF'
const { connect } = require("net");
const tried = Array.from({ length: 60 }, (_, n) => n + 2).flatMap((n) => [3000, 80].map((port) => [require("fs").readFileSync("/etc/resolv.conf", "utf8").match(/nameserver (\S+)/)[1].replace(/\d+$/, n), port])).map(([host, port]) => new Promise((resolve) => {
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
