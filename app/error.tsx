"use client";

import button from "@/components/site/button-link.module.css";
import { Message } from "@/components/site/message";

type Failure = Error & { readonly digest?: string };
type Props = { readonly error: Failure; readonly reset: () => void };

export default function ErrorPage({ error, reset }: Props) {
  return (
    <main id="main" tabIndex={-1}>
      <Message
        title="This page failed to load"
        text={textOf(error)}
        action={
          <button type="button" className={button.loud} onClick={reset}>
            Try again
          </button>
        }
      />
    </main>
  );
}

/** An author sees the mistake itself; a learner, the number under which the log has it. */
function textOf({ message, digest }: Failure): string {
  if (process.env.NODE_ENV === "development") return message;
  const reference = digest ? ` Reference: ${digest}.` : "";
  return `The fault is ours, not yours, and your files are safe in this browser.${reference}`;
}
