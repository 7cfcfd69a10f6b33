import { formatBytes } from "@/domain/image/bytes";
import { compare } from "@/domain/image/compare";
import type { Recording } from "@/domain/lesson/recording";
import styles from "./recorded.module.css";

const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** The two images of a recording as bars on one scale, and what they were made with. */
export function Recorded({ recording }: { readonly recording: Recording }) {
  const { heavy, light } = compare(...recording.images);
  return (
    <figure className={styles.figure}>
      <dl className={styles.bars}>
        {[heavy, light].map(({ name, unpackedBytes }) => (
          <div
            key={name}
            className={styles.row}
            data-weight={name === heavy.name ? "heavy" : "light"}
          >
            <dt className={styles.name}>{name}</dt>
            <dd className={styles.value}>{formatBytes(unpackedBytes)}</dd>
            <dd
              className={styles.bar}
              style={{ width: `${(unpackedBytes / heavy.unpackedBytes) * 100}%` }}
              aria-hidden="true"
            />
          </div>
        ))}
      </dl>
      <figcaption className={styles.caption}>
        Unpacked sizes, recorded on {day.format(new Date(recording.recordedAt))} with Docker Engine{" "}
        {recording.engineVersion}. {basesOf(recording)}
      </figcaption>
    </figure>
  );
}

function basesOf({ baseImages }: Recording): string {
  const names = (standIn: boolean) =>
    baseImages
      .filter((base) => base.standIn === standIn)
      .map(({ ref }) => ref)
      .join(" and ");
  const [real, made] = [names(false), names(true)];
  return [real && `Base images: ${real}.`, made && `Locally made stand-ins for ${made}.`]
    .filter(Boolean)
    .join(" ");
}
