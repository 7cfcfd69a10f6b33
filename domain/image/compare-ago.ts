/**
 * How long ago, as `docker images` says it: `8 seconds ago`, `About a minute ago`.
 * Mirrors {@link https://github.com/docker/go-units/blob/v0.5.0/duration.go#L13-L35 go-units}.
 */
export function ago(ms: number): string {
  return `${duration(Math.max(0, ms) / 1000)} ago`;
}

function duration(exactSeconds: number): string {
  const seconds = Math.floor(exactSeconds);
  if (seconds < 1) return "Less than a second";
  if (seconds === 1) return "1 second";
  if (seconds < 60) return `${seconds} seconds`;
  const minutes = Math.floor(exactSeconds / 60);
  if (minutes === 1) return "About a minute";
  if (minutes < 60) return `${minutes} minutes`;
  const hours = Math.round(exactSeconds / 3600);
  if (hours === 1) return "About an hour";
  if (hours < 48) return `${hours} hours`;
  if (hours < 24 * 7 * 2) return `${Math.floor(hours / 24)} days`;
  if (hours < 24 * 30 * 2) return `${Math.floor(hours / 24 / 7)} weeks`;
  if (hours < 24 * 365 * 2) return `${Math.floor(hours / 24 / 30)} months`;
  return `${Math.floor(exactSeconds / 3600 / 24 / 365)} years`;
}
