import type { NextConfig } from "next";

const developing = process.env.NODE_ENV === "development";

const config: NextConfig = {
  output: "standalone",
  reactStrictMode: true,
  poweredByHeader: false,
  agentRules: false,
  devIndicators: false,
  // A route named *.dev.ts exists in development only.
  pageExtensions: developing ? ["dev.ts", "tsx", "ts"] : ["tsx", "ts"],
  // They find their own files (WebAssembly, SQL, protocol definitions) beside their code.
  serverExternalPackages: ["@electric-sql/pglite", "pg-boss", "dockerode"],
  outputFileTracingIncludes: {
    "/*": ["./content/**/*"],
    "/api/**": ["./node_modules/@electric-sql/pglite/dist/*.{wasm,data}"],
  },
};

export default config;
