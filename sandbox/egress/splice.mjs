/** Joins two half-open sockets both ways until both are done; either one's failure ends both. */
export function splice(near, far, { idleMs = 0, done = () => {} } = {}) {
  let open = 2;
  const close = () => {
    near.destroy();
    far.destroy();
  };
  const closed = () => {
    open -= 1;
    close();
    if (open === 0) done();
  };
  for (const socket of [near, far]) {
    socket.on("error", close).on("close", closed);
    if (idleMs > 0) socket.setTimeout(idleMs, close);
  }
  near.pipe(far);
  far.pipe(near);
  if (near.destroyed || far.destroyed) close();
}
