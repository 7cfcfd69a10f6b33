"use client";

import { formatBytes } from "@/domain/image/bytes";
import type { Image, Layer } from "@/domain/image/image";
import { withoutDigests } from "../build/words";
import { ChevronIcon } from "../site/icons";
import { useSpotlight } from "../workbench/spotlight";
import styles from "./layers.module.css";

type Props = {
  /** The Dockerfile's path in the editor beside; without it no layer lights up. */
  readonly dockerfile?: string | undefined;
  readonly image: Image;
  /** The base image of the stage that was shipped. */
  readonly base: string | undefined;
  readonly onLine: (line: number) => void;
};

/** An image's layers, the lowest first, each as long as its share; what came with the base is one. */
export function LayerStack({ dockerfile, image, base, onLine }: Props) {
  const { lit, pointing } = useLight(dockerfile);
  const own = image.layers.filter(({ shared }) => !shared);
  const shared = image.layers.filter((layer) => layer.shared);
  const sharedBytes = shared.reduce((sum, { bytes }) => sum + bytes, 0);
  const share = (bytes: number) => (image.unpackedBytes === 0 ? 0 : bytes / image.unpackedBytes);
  return (
    <ol className={styles.layers}>
      {shared.length > 0 && (
        <li className={styles.part} data-lit={isFrom(lit?.instruction, base)}>
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
        <OwnLayer
          // biome-ignore lint/suspicious/noArrayIndexKey: two layers of one image may be the same
          key={at}
          layer={layer}
          share={share(layer.bytes)}
          lit={lit?.line === layer.line && lit?.instruction === layer.instruction}
          pointing={pointing(layer)}
          onLine={onLine}
        />
      ))}
    </ol>
  );
}

type OwnProps = Pick<Props, "onLine"> & {
  readonly layer: Layer;
  readonly share: number;
  readonly lit: boolean;
  readonly pointing: ReturnType<ReturnType<typeof useLight>["pointing"]>;
};

/** The layer of one instruction; whoever points at it sees the instruction in the editor, too. */
function OwnLayer({ layer, share, lit, pointing, onLine }: OwnProps) {
  const { line } = layer;
  return (
    <li className={styles.part} data-lit={lit} {...pointing}>
      <div className={styles.layer}>
        {line === undefined ? (
          <code className={styles.name}>{said(layer)}</code>
        ) : (
          <button type="button" className={styles.name} onClick={() => onLine(line)}>
            <span className="unseen">Go to line </span>
            <span className={styles.line}>{line}</span>
            <code>{said(layer)}</code>
          </button>
        )}
        <span className={styles.bytes}>{formatBytes(layer.bytes)}</span>
        <Bar share={share} kind="own" />
      </div>
    </li>
  );
}

/** Which layers the spotlight is at, and how a layer points it at its instruction. */
function useLight(dockerfile: string | undefined) {
  const { spot, shine } = useSpotlight();
  const lit = spot && spot.dockerfile === dockerfile ? spot : null;
  const away = () => shine(null);
  return {
    lit,
    pointing({ line, instruction }: Layer) {
      if (dockerfile === undefined || line === undefined) return {};
      const point = () => shine({ dockerfile, line, instruction });
      return { onMouseEnter: point, onMouseLeave: away, onFocus: point, onBlur: away };
    },
  };
}

/** Whether a `FROM` names the base image. */
function isFrom(instruction: string | undefined, base: string | undefined): boolean {
  const [keyword, ...words] = instruction?.split(/\s+/) ?? [];
  return keyword?.toUpperCase() === "FROM" && base !== undefined && words.includes(base);
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
