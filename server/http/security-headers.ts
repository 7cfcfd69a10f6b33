// Imported by next.config.ts, which knows no path aliases.
import { previewOrigins } from "../../domain/run/preview";

export type PolicyOptions = {
  /** `next dev` evaluates code and writes scripts into its pages; production does neither. */
  dev: boolean;
  /** As the environment's `PREVIEW_ORIGIN`; without it, previews are on this machine, at any port. */
  previewPattern?: string | undefined;
};

/** What no lesson needs of a browser, and no preview in one gets. */
const features = [
  "accelerometer",
  "bluetooth",
  "camera",
  "display-capture",
  "geolocation",
  "gyroscope",
  "hid",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "publickey-credentials-get",
  "screen-wake-lock",
  "serial",
  "usb",
  "xr-spatial-tracking",
];

/** The headers of everything that the app answers, as `headers()` of next.config takes them. */
export function securityHeaders(options: PolicyOptions) {
  return [
    { key: "Content-Security-Policy", value: pagePolicy(options) },
    { key: "X-Content-Type-Options", value: "nosniff" },
    { key: "Referrer-Policy", value: "same-origin" },
    // A preview in a tab of its own gets no handle on the page, nor the page's answers.
    { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
    { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
    { key: "Permissions-Policy", value: features.map((feature) => `${feature}=()`).join(", ") },
  ];
}

/** An answer of the API is no page: shown as one, it loads nothing and is in no frame. */
export const apiPolicy = "default-src 'none'; frame-ancestors 'none'";

/**
 * What a page may do. Its own inline scripts are named by their hashes (`'sha256-…'`); styles may be
 * inline, because Monaco's token colours are; everything else is this origin's own, and frames show
 * previews only.
 */
export function pagePolicy(
  { dev, previewPattern }: PolicyOptions,
  inlineScripts: readonly string[] = [],
): string {
  const previews = previewPattern
    ? previewOrigins(previewPattern).cspSource
    : "http://*.preview.localhost:*";
  const scripts = dev ? ["'unsafe-inline'", "'unsafe-eval'"] : inlineScripts;
  return [
    "default-src 'self'",
    ["script-src 'self'", ...scripts].join(" "),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    `frame-src ${previews}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
