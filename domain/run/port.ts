/** The port that the preview shows where the image exposes none: what most Node servers take. */
const usualPort = 3000;

/**
 * The port of an image's web server, by its `ExposedPorts` (`{ "3000/tcp": {} }`): the lowest TCP
 * port that it exposes, else 3000.
 */
export function webPort(
  exposedPorts: Readonly<Record<string, unknown>> | null | undefined,
): number {
  const ports = Object.keys(exposedPorts ?? {})
    .map((key) => key.split("/"))
    .filter(([, protocol]) => protocol === "tcp" || protocol === undefined)
    .map(([port]) => Number(port))
    .filter((port) => Number.isInteger(port) && port > 0 && port < 65_536);
  return ports.length > 0 ? Math.min(...ports) : usualPort;
}
