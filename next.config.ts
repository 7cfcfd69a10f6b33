import type { NextConfig } from "next";
import { apiPolicy, securityHeaders } from "./server/http/security-headers";

const developing = process.env.NODE_ENV === "development";

const config: NextConfig = {
  output: "standalone",
  reactStrictMode: true,
  poweredByHeader: false,
  agentRules: false,
  devIndicators: false,
  // `npm run types` checks them; a first start on a learner's machine need not.
  typescript: { ignoreBuildErrors: true },
  // A route named *.dev.ts exists in development only.
  pageExtensions: developing ? ["dev.ts", "tsx", "ts"] : ["tsx", "ts"],
  // They find their own files (WebAssembly, SQL, protocol definitions) beside their code.
  serverExternalPackages: ["@electric-sql/pglite", "pg-boss", "dockerode"],
  // No page has a raster image, so the resizer (20 MB of native code) stays out of the output.
  images: { unoptimized: true },
  outputFileTracingExcludes: {
    "next-server": ["./node_modules/sharp/**/*", "./node_modules/@img/**/*"],
  },
  headers: async () => [
    {
      source: "/:path*",
      headers: securityHeaders({ dev: developing, previewPattern: process.env.PREVIEW_ORIGIN }),
    },
    {
      source: "/api/:path*",
      headers: [{ key: "Content-Security-Policy", value: apiPolicy }],
    },
    {
      // Previews have hosts of their own, so only this one promises to stay with https.
      source: "/:path*",
      has: [{ type: "header", key: "x-forwarded-proto", value: "https.*" }],
      headers: [{ key: "Strict-Transport-Security", value: "max-age=31536000" }],
    },
  ],
  outputFileTracingIncludes: {
    "/**": ["./content/lessons/**/*", "./content/recordings/**/*"],
    "/api/**": ["./node_modules/@electric-sql/pglite/dist/*.{wasm,data}"],
  },
};

export default config;
