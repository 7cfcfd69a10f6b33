const PARTS = { make: [0, 0.7], load: [0.7, 1] };
const EVERY_MS = 250;
let toldAt = 0;

/** Says how far one half of the base images' phase has come (0 to 1), a few times a second at most. */
export function tellProgress(kind, half, done, detail) {
  if (Date.now() - toldAt < EVERY_MS) return;
  toldAt = Date.now();
  const [from, to] = PARTS[half];
  console.log(
    [
      "progress",
      `${kind}-images`,
      (from + (to - from) * Math.min(1, done)).toFixed(3),
      detail,
    ].join("\t"),
  );
}
