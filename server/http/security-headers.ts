// Imported by next.config.ts, which knows no path aliases.
import { previewOrigins } from "../../domain/run/preview";

export type SecurityHeaders = {
  /** `next dev` evaluates code; production does not. */
  dev: boolean;
  /** As the environment's `PREVIEW_ORIGIN`; without it, previews are on this machine, at any port. */
  previewPattern?: string;
};

/** The headers of every page and of the API, as `headers()` of next.config takes them. */
export function securityHeaders({ dev, previewPattern }: SecurityHeaders) {
  return [
    { key: "Content-Security-Policy", value: contentSecurityPolicy({ dev, previewPattern }) },
    { key: "X-Content-Type-Options", value: "nosniff" },
    { key: "Referrer-Policy", value: "same-origin" },
    // A preview in a tab of its own gets no handle on the page, nor the page's answers.
    { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
    { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
    { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=()" },
  ];
}

/**
 * Scripts may be inline because static pages can carry no nonce, styles because Monaco's token
 * colours are; everything else is this origin's own, and frames show previews only.
 */
function contentSecurityPolicy({ dev, previewPattern }: SecurityHeaders): string {
  const previews = previewPattern
    ? previewOrigins(previewPattern).cspSource
    : "http://*.preview.localhost:*";
  return [
    "default-src 'self'",
    `script-src 'self' 'unsafe-inline'${dev ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    `frame-src ${previews}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join("; ");
}
