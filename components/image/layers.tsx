"use client";

import { formatBytes } from "@/domain/image/bytes";
import type { Image, Layer } from "@/domain/image/image";
import { withoutDigests } from "../build/words";
import { ChevronIcon } from "../site/icons";
import styles from "./layers.module.css";

type Props = {
  readonly image: Image;
  /** The base image of the stage that was shipped. */
  readonly base: string | undefined;
  readonly onLine: (line: number) => void;
};

/** An image's layers, the lowest first, each as long as its share; what came with the base is one. */
export function LayerStack({ image, base, onLine }: Props) {
  const own = image.layers.filter(({ shared }) => !shared);
  const shared = image.layers.filter((layer) => layer.shared);
  const sharedBytes = shared.reduce((sum, { bytes }) => sum + bytes, 0);
  const share = (bytes: number) => (image.unpackedBytes === 0 ? 0 : bytes / image.unpackedBytes);
  return (
    <ol className={styles.layers}>
      {shared.length > 0 && (
        <li>
          <details className={styles.base}>
            <summary className={styles.layer}>
              <span className={styles.name}>
                From the base image{base && <code> {base}</code>}
                <ChevronIcon />
              </span>
              <span className={styles.bytes}>{formatBytes(sharedBytes)}</span>
              <Bar share={share(sharedBytes)} kind="base" />
            </summary>
            <ol>
              {shared.map((layer) => (
                <li key={layer.diffId} className={styles.inner}>
                  <code>{said(layer)}</code>
                  <span className={styles.bytes}>{formatBytes(layer.bytes)}</span>
                </li>
              ))}
            </ol>
          </details>
        </li>
      )}
      {own.map((layer, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two layers of one image may be the same
        <li key={at} className={styles.layer}>
          {layer.line === undefined ? (
            <code className={styles.name}>{said(layer)}</code>
          ) : (
            <button
              type="button"
              className={styles.name}
              onClick={() => layer.line !== undefined && onLine(layer.line)}
            >
              <span className="unseen">Go to line </span>
              <span className={styles.line}>{layer.line}</span>
              <code>{said(layer)}</code>
            </button>
          )}
          <span className={styles.bytes}>{formatBytes(layer.bytes)}</span>
          <Bar share={share(layer.bytes)} kind="own" />
        </li>
      ))}
    </ol>
  );
}

function Bar({ share, kind }: { readonly share: number; readonly kind: "base" | "own" }) {
  return (
    <span className={styles.track} aria-hidden="true">
      <span
        className={styles[`${kind}Bar`]}
        style={{ width: share > 0 ? `max(2px, ${share * 100}%)` : 0 }}
      />
    </span>
  );
}

function said({ instruction }: Layer): string {
  return withoutDigests(instruction) || "(no words of its own)";
}
