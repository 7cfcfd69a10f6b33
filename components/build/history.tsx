"use client";

import { useState } from "react";
import { type HistoryEntry, type Lane, lanesOf } from "@/domain/build/history";
import { formatBytes } from "@/domain/image/bytes";
import { ButtonLink } from "../site/button-link";
import { Ghost } from "../workbench/ghost";
import styles from "./history.module.css";

type Props = {
  /** Newest first; null until they are known. */
  readonly builds: readonly HistoryEntry[] | null;
  readonly lesson: string;
};

/** What the images weighed over the session, by Dockerfile; any two can be compared. */
export function HistoryView({ builds, lesson }: Props) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const lanes = lanesOf(builds ?? [], lesson);
  const choose = (id: string) =>
    setChosen((now) =>
      now.includes(id) ? now.filter((one) => one !== id) : [...now.slice(-1), id],
    );
  if (lanes.length === 0) {
    return (
      <Ghost of="history" title="No builds yet.">
        What each build weighs will stand here in a row, and any two can be compared.
      </Ghost>
    );
  }
  const most = Math.max(
    ...lanes.flatMap((lane) => lane.builds.map(({ unpackedBytes = 0 }) => unpackedBytes)),
  );
  const [first, second] = chosen;
  return (
    <div className={styles.history}>
      {lanes.map((lane) => (
        <Strip
          key={JSON.stringify([lane.lesson, lane.dockerfile])}
          lane={lane}
          own={lane.lesson === lesson}
          most={most}
          chosen={chosen}
          onChoose={choose}
        />
      ))}
      <p className={styles.choice}>
        {first && second ? (
          <ButtonLink href={`/compare/${first}/${second}`}>Compare the two</ButtonLink>
        ) : (
          <span>
            {first
              ? "Choose one more build to compare it with."
              : "Choose two builds to compare them."}{" "}
            All sizes unpacked.
          </span>
        )}
      </p>
    </div>
  );
}

type StripProps = {
  readonly lane: Lane;
  readonly own: boolean;
  /** What a bar of full height stands for. */
  readonly most: number;
  readonly chosen: readonly string[];
  readonly onChoose: (id: string) => void;
};

function Strip({ lane, own, most, chosen, onChoose }: StripProps) {
  const standIn = lane.builds.some(({ standIns }) => standIns.length > 0);
  return (
    <section className={styles.strip}>
      <h3 className={styles.heading}>
        {lane.dockerfile} <span>{own ? "" : (lane.lesson ?? "free play")}</span>
        {standIn && <span> on stand-ins for the base images</span>}
      </h3>
      <ol>
        {lane.builds.map((build, at) => (
          <li key={build.id}>
            <Build
              build={build}
              number={at + 1}
              share={most === 0 ? 0 : (build.unpackedBytes ?? 0) / most}
              chosen={chosen.includes(build.id)}
              onChoose={onChoose}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}

type BuildProps = {
  readonly build: HistoryEntry;
  readonly number: number;
  /** Of the largest image, from 0 to 1. */
  readonly share: number;
  readonly chosen: boolean;
  readonly onChoose: (id: string) => void;
};

function Build({ build, number, share, chosen, onChoose }: BuildProps) {
  const { id, status, unpackedBytes } = build;
  const figure = (
    <span className={styles.track} aria-hidden="true">
      <span
        className={styles.bar}
        style={{ height: share > 0 ? `max(2px, ${share * 100}%)` : 0 }}
      />
    </span>
  );
  if (unpackedBytes === undefined) {
    return (
      <span className={styles.other}>
        {figure}
        {status}
      </span>
    );
  }
  return (
    <button
      type="button"
      className={styles.build}
      aria-pressed={chosen}
      onClick={() => onChoose(id)}
    >
      {figure}
      <span className="unseen">Build {number}: </span>
      {formatBytes(unpackedBytes)}
    </button>
  );
}
