"use client";

import { useEffect, useState } from "react";
import type { BuildResult } from "@/domain/build/result";
import { formatBytes } from "@/domain/image/bytes";
import { compare } from "@/domain/image/compare";
import { dockerImages } from "@/domain/image/compare-table";
import { CopyButton } from "../site/copy-button";
import styles from "./comparison.module.css";
import { SavingView } from "./saving-view";
import { StandInNote } from "./stand-in";
import { WeightBar } from "./weight-bar";

/** An image to compare: its tag, its build's result, and when that build ended (ISO 8601). */
export type Compared = {
  readonly tag: string;
  readonly label: string;
  readonly result: BuildResult;
  readonly endedAt: string;
  /** Its build, where what its layers hold can be asked for. */
  readonly build?: string | undefined;
  /** Goes to a line of its Dockerfile. */
  readonly onLine?: ((line: number) => void) | undefined;
};

type Props = {
  readonly first: Compared;
  readonly second: Compared;
};

/** Two images on one scale, what lies between them, and the table that `docker images` prints. */
export function Comparison({ first, second }: Props) {
  const both = [first, second];
  const { heavy, light, differenceBytes, percent, times } = compare(
    measured(first),
    measured(second),
  );
  return (
    <div className={styles.comparison}>
      {differenceBytes === 0 ? (
        <p className={styles.headline}>
          <strong>Both weigh the same</strong>
        </p>
      ) : (
        <p className={styles.headline}>
          <strong>{times === null ? "All of it" : `${timesText(times)}×`} smaller</strong>
          <span>
            <b>{light.name}</b> leaves out {formatBytes(differenceBytes)} of <b>{heavy.name}</b>, or{" "}
            {percent.toFixed(1)} %
          </span>
        </p>
      )}
      <div className={styles.bars}>
        {both.map(({ tag, label, result }) => (
          <WeightBar
            key={tag}
            tag={tag}
            label={label}
            kind={tag === heavy.name && differenceBytes > 0 ? "heavy" : "light"}
            bytes={result.image.unpackedBytes}
            baseBytes={result.image.layers.reduce(
              (sum, { shared, bytes }) => (shared ? sum + bytes : sum),
              0,
            )}
            scaleBytes={heavy.unpackedBytes}
          />
        ))}
        <p className={styles.legend}>
          <span className={styles.hatch} aria-hidden="true" />
          Hatched: from the base image. All sizes unpacked.
        </p>
      </div>
      {first.build && second.build && (
        <section className={styles.why}>
          <h3>Why</h3>
          <SavingView
            first={{ build: first.build, name: first.tag, onLine: first.onLine }}
            second={{ build: second.build, name: second.tag, onLine: second.onLine }}
          />
        </section>
      )}
      <Table images={both} />
      <StandInNote baseImages={distinct(both)} />
    </div>
  );
}

function Table({ images }: { readonly images: readonly Compared[] }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, []);
  const table = dockerImages(
    images.map(({ tag, result, endedAt }) => ({
      repository: tag,
      tag: "latest",
      id: result.image.id,
      createdAt: result.image.createdAt ?? endedAt,
      unpackedBytes: result.image.unpackedBytes,
    })),
    now,
  );
  return (
    <figure className={styles.table}>
      <figcaption>
        <code>docker images</code>
        <CopyButton text={`${table}\n`} what="the table" />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways on a narrow screen */}
      <pre tabIndex={0}>{table}</pre>
    </figure>
  );
}

const measured = ({ tag, result }: Compared) => ({
  name: tag,
  unpackedBytes: result.image.unpackedBytes,
});

function timesText(times: number): string {
  return times < 100 ? times.toFixed(1) : Math.round(times).toLocaleString("en-US");
}

function distinct(images: readonly Compared[]) {
  const all = images.flatMap(({ result }) => result.baseImages);
  return all.filter(({ ref }, at) => all.findIndex((one) => one.ref === ref) === at);
}
