/** Where runs are seen: an origin of each run's own, apart from the app's. */
export type PreviewOrigins = {
  urlOf(run: string): string;
  /** The run that a `Host` header names, whatever its port; null where it names none. */
  runOf(host: string | undefined): string | null;
  /** The origins of all runs as a CSP source. */
  cspSource: string;
};

const placeholder = "{run}";
const runPattern = /^[0-9a-f]{32}$/;

/** The pattern of a machine that only its own browser visits: browsers resolve `*.localhost` to it. */
export function localPreviewPattern(port: number): string {
  return `http://${placeholder}.preview.localhost:${port}`;
}

/**
 * Preview origins by a pattern such as `https://{run}.preview.example.org`; throws where the pattern
 * is no http(s) origin whose first label is `{run}`.
 */
export function previewOrigins(pattern: string): PreviewOrigins {
  const [scheme, rest] = pattern.split(placeholder);
  const origin = `${scheme}run${rest}`;
  const valid =
    /^https?:\/\/$/.test(scheme ?? "") &&
    rest?.startsWith(".") &&
    URL.canParse(origin) &&
    new URL(origin).origin === origin;
  if (!valid) {
    throw new Error(`a preview origin looks like https://${placeholder}.host, not ${pattern}`);
  }
  const suffix = new URL(origin).hostname.slice("run".length);
  return {
    urlOf: (run) => `${pattern.replace(placeholder, run)}/`,
    runOf(host) {
      const name = host?.toLowerCase().replace(/:\d+$/, "") ?? "";
      const run = name.slice(0, -suffix.length);
      return name.endsWith(suffix) && runPattern.test(run) ? run : null;
    },
    cspSource: pattern.replace(placeholder, "*"),
  };
}
