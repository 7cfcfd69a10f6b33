"use client";

import button from "@/components/site/button-link.module.css";
import { Message } from "@/components/site/message";

type Props = { readonly error: Error & { digest?: string }; readonly reset: () => void };

export default function ErrorPage({ error, reset }: Props) {
  return (
    <main id="main" tabIndex={-1}>
      <Message
        title="This page failed to load"
        text={`The fault is ours, not yours, and your files are safe in this browser.${error.digest ? ` Reference: ${error.digest}.` : ""}`}
        action={
          <button type="button" className={button.loud} onClick={reset}>
            Try again
          </button>
        }
      />
    </main>
  );
}
