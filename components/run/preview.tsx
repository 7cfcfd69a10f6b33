"use client";

import { ArrowIcon } from "../site/icons";
import styles from "./preview.module.css";

type Props = {
  readonly url: string;
  readonly port: number;
  readonly answering: boolean;
};

/** The container's page, in a frame that can reach nothing of ours. */
export function Preview({ url, port, answering }: Props) {
  return (
    <div className={styles.preview}>
      <p className={styles.address}>
        <span>
          localhost:{port}
          <span className={styles.dim}> in the container</span>
        </span>
        {answering && (
          <a href={url} target="_blank" rel="noreferrer">
            Open alone <ArrowIcon />
          </a>
        )}
      </p>
      {!answering && <p className={styles.wait}>Waiting for an answer on port {port}…</p>}
      {answering && isElsewhere(url) && (
        <iframe
          className={styles.frame}
          src={url}
          title="What the container answers"
          sandbox="allow-scripts allow-forms allow-same-origin"
          referrerPolicy="no-referrer"
        />
      )}
    </div>
  );
}

/**
 * Whether an address is of another origin than the page. Only there may a frame keep its own origin
 * (`allow-same-origin`): on ours, a script in it could take the sandbox off.
 */
function isElsewhere(url: string): boolean {
  return URL.canParse(url) && new URL(url).origin !== location.origin;
}
