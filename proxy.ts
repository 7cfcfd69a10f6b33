import { resolve } from "node:path";
import { type NextRequest, NextResponse } from "next/server";
import { type InlineScripts, readInlineScripts } from "./server/http/inline-scripts";
import { pagePolicy } from "./server/http/security-headers";

let scripts: InlineScripts | undefined;

/** Gives each page the policy that names its own inline scripts, and so allows no others. */
export function proxy({ nextUrl }: NextRequest): NextResponse {
  // Next serves its page for errors of ours, status and all, to whoever asks for it by name.
  if (nextUrl.pathname === "/_global-error") return NextResponse.rewrite(new URL("/404", nextUrl));
  if (process.env.NODE_ENV === "development") return NextResponse.next();
  scripts ??= readInlineScripts(resolve(/* turbopackIgnore: true */ ".next/server/app"));
  const options = { dev: false, previewPattern: process.env.PREVIEW_ORIGIN };
  const policy = pagePolicy(options, scripts(nextUrl.pathname));
  return NextResponse.next({ headers: { "content-security-policy": policy } });
}

/** Pages only: the API and what has an extension have the policies of next.config.ts. */
export const config = { matcher: ["/((?!api/|_next/|.*\\..*).*)"] };
