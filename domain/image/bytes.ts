const grouped = new Intl.NumberFormat("en-US", {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/**
 * Bytes for people, in decimal units with one decimal: `512 B`, `2.4 kB`, `104.6 MB`, `1,024.7 MB`.
 * Megabytes go on to 10 GB, so that a heavy and a light image read on one scale.
 */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`;
  // 999,950 bytes would round to `1,000.0 kB`.
  if (bytes < 999_950) return `${grouped.format(bytes / 1e3)} kB`;
  if (bytes < 1e10) return `${grouped.format(bytes / 1e6)} MB`;
  return `${grouped.format(bytes / 1e9)} GB`;
}

const units = ["B", "kB", "MB", "GB", "TB", "PB"] as const;

/**
 * Bytes as `docker images` prints them: three significant digits, no space, `105MB`, `1.02GB`.
 * Mirrors {@link https://github.com/docker/go-units/blob/2777cf48fc7617706a4dd2f9cde68b5a1e999b63/size.go#L59-L62 go-units}, its `1e+03MB` included.
 */
export function dockerSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${threeDigits(value)}${units[unit]}`;
}

/** Go's `%.3g` for 0 and for 1 up to 1000. */
function threeDigits(value: number): string {
  const rounded = value.toPrecision(3);
  // An exact tie goes to the even digit in Go and up in JavaScript.
  const exact = value.toPrecision(40).replace(".", "");
  const even = Number(exact[2]) % 2 === 0;
  const tie = /^\d{3}50*$/.test(exact) && even;
  const text = tie ? value.toPrecision(40).slice(0, rounded.length) : rounded;
  if (text.includes("e")) return "1e+03";
  return String(Number(text));
}
