import type { ReactNode } from "react";
import { formatBytes } from "@/domain/image/bytes";
import { percentOf } from "@/domain/image/saving-words";
import { ChevronIcon } from "../site/icons";
import styles from "./waterfall.module.css";

/** One way from the heavy image to the light one: what it takes off or, below 0, puts on. */
export type Fall = {
  readonly key: string;
  readonly label: string;
  /** Of the heavy image minus of the light one. */
  readonly bytes: number;
  /** Of the whole difference. */
  readonly percent: number;
  /** What is behind it, to be opened. */
  readonly detail: ReactNode;
};

type Weight = { readonly name: string; readonly unpackedBytes: number };

type Props = {
  readonly heavy: Weight;
  readonly light: Weight;
  /** In the order in which they are drawn; together they are the difference of the two. */
  readonly falls: readonly Fall[];
};

/**
 * From one image's weight down to the other's, each cause a bar that begins where the one before it
 * ended. The same as a list: a label, what it comes to, and what is behind it.
 */
export function Waterfall({ heavy, light, falls }: Props) {
  const scale = Math.max(heavy.unpackedBytes, ...runs(heavy.unpackedBytes, falls).map(top));
  const at = (bytes: number) => `${scale === 0 ? 0 : (bytes / scale) * 100}%`;
  const steps = runs(heavy.unpackedBytes, falls);
  return (
    <ol className={styles.waterfall}>
      <Total kind="heavy" {...heavy} width={at(heavy.unpackedBytes)} />
      {falls.map((fall, index) => {
        const { from, to } = steps[index] ?? { from: 0, to: 0 };
        return (
          <li key={fall.key}>
            <details className={styles.fall}>
              <summary className={styles.row}>
                <span className={styles.label}>
                  {fall.label}
                  <ChevronIcon />
                </span>
                <span className={styles.bytes}>
                  {signed(fall.bytes)}
                  <span className={styles.percent}>
                    {fall.percent === 0 ? "" : percentOf(fall.percent)}
                  </span>
                </span>
                <span className={styles.track} aria-hidden="true">
                  <span
                    className={fall.bytes < 0 ? styles.more : styles.less}
                    style={{ left: at(Math.min(from, to)), width: at(Math.abs(fall.bytes)) }}
                  />
                </span>
              </summary>
              <div className={styles.detail}>{fall.detail}</div>
            </details>
          </li>
        );
      })}
      <Total kind="light" {...light} width={at(light.unpackedBytes)} />
    </ol>
  );
}

function Total(props: Weight & { readonly kind: "heavy" | "light"; readonly width: string }) {
  const { kind, name, unpackedBytes, width } = props;
  return (
    <li className={styles.row}>
      <b className={styles.label}>{name}</b>
      <b className={styles.bytes}>{formatBytes(unpackedBytes)}</b>
      <span className={styles.track} aria-hidden="true">
        <span className={styles[kind]} style={{ width }} />
      </span>
    </li>
  );
}

/** Where each bar begins and ends, in bytes. */
function runs(start: number, falls: readonly Fall[]) {
  let from = start;
  return falls.map(({ bytes }) => {
    const run = { from, to: from - bytes };
    from = run.to;
    return run;
  });
}

const top = ({ from, to }: { from: number; to: number }) => Math.max(from, to);

function signed(bytes: number): string {
  const sign = bytes > 0 ? "−" : bytes < 0 ? "+" : "";
  return `${sign}${formatBytes(Math.abs(bytes))}`;
}
