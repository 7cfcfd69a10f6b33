# attack: The gateway's other doors
# expect: held
FROM node:14-alpine
RUN node <<'EOF'
const { connect } = require("net");
const tried = [22, 25, 111, 2375, 2376, 3000, 3001, 5432, 6379, 8080, 9000].map((port) => [require("fs").readFileSync("/etc/resolv.conf", "utf8").match(/nameserver (\S+)/)[1], port]).map(([host, port]) => new Promise((resolve) => {
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
