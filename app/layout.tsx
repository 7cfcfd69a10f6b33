import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { ContentReload } from "@/components/site/content-reload";
import { themeScript } from "@/components/site/theme";
import { faces } from "./fonts";
import "./global.css";

const description =
  "Learn Docker multi-stage builds by doing them: edit a Dockerfile, build it on a real Docker Engine, and see what the image weighs.";

export const metadata: Metadata = {
  title: { default: "Stagecraft: build big, ship small", template: "%s · Stagecraft" },
  description,
  applicationName: "Stagecraft",
  openGraph: {
    siteName: "Stagecraft",
    type: "website",
    title: "Build big. Ship small.",
    description,
  },
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f4f4ee" },
    { media: "(prefers-color-scheme: dark)", color: "#0e1013" },
  ],
};

export default function RootLayout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en" className={faces} suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, run before the first paint */}
        <script dangerouslySetInnerHTML={{ __html: themeScript }} />
      </head>
      <body>
        <a href="#main" className="unseen skip">
          Skip to the content
        </a>
        {children}
        {process.env.NODE_ENV === "development" && <ContentReload />}
      </body>
    </html>
  );
}
