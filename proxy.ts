import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { type NextRequest, NextResponse } from "next/server";
import { type InlineScripts, readInlineScripts } from "./server/http/inline-scripts";
import { pagePolicy } from "./server/http/security-headers";

let scripts: InlineScripts | undefined;

/** Gives each page the policy that names its own inline scripts, and so allows no others. */
export function proxy({ nextUrl, headers }: NextRequest): NextResponse {
  // Next serves its page for errors of ours, status and all, to whoever asks for it by name.
  if (nextUrl.pathname === "/_global-error") return NextResponse.rewrite(new URL("/404", nextUrl));
  if (process.env.NODE_ENV === "development") return NextResponse.next();
  scripts ??= readInlineScripts(resolve(/* turbopackIgnore: true */ ".next/server/app"));
  const options = { dev: false, previewPattern: process.env.PREVIEW_ORIGIN };
  if (!madeOnRequest.test(nextUrl.pathname)) {
    const policy = pagePolicy(options, scripts(nextUrl.pathname));
    return NextResponse.next({ headers: { "content-security-policy": policy } });
  }
  // Next gives its inline scripts the nonce that it finds in the request's policy.
  const nonce = `'nonce-${randomBytes(16).toString("base64")}'`;
  const policy = pagePolicy(options, [nonce, ...scripts(nextUrl.pathname)]);
  const asked = new Headers(headers);
  asked.set("content-security-policy", policy);
  return NextResponse.next({
    request: { headers: asked },
    headers: { "content-security-policy": policy },
  });
}

/** Pages that are no files of the build: their scripts can't be known before. */
const madeOnRequest = /^\/(?:compare|results)\//;

/** Pages only: the API and what has an extension have the policies of next.config.ts. */
export const config = { matcher: ["/((?!api/|_next/|.*\\..*).*)"] };
