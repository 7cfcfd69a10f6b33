import type { ImageAnalysis } from "@/domain/image/analysis";
import { formatBytes } from "@/domain/image/bytes";
import type { Layer } from "@/domain/image/image";
import styles from "./wasted.module.css";

type Props = {
  readonly wasted: ImageAnalysis["wasted"];
  readonly layers: readonly Layer[];
  readonly onLine: (line: number) => void;
};

const shown = 8;

/** What an image carries and nobody can see: copies that a later layer overwrote or removed. */
export function Wasted({ wasted: { bytes, total, entries }, layers, onLine }: Props) {
  const place = (index: number) => <Place layer={layers[index]} onLine={onLine} />;
  const named = entries.slice(0, shown);
  return (
    <>
      <p className={styles.sum}>
        <b>{formatBytes(bytes)}</b> in {total.toLocaleString("en-US")}{" "}
        {total === 1 ? "copy of a file that is" : "copies of files that are"} in a layer, and that a
        later layer overwrote or removed. A layer only ever adds: what should not be in the image
        has to go in the instruction that made it.
      </p>
      <ul className={styles.entries}>
        {named.map((entry) => (
          <li key={`${entry.layer}:${entry.path}`}>
            <code>{entry.path}</code>
            <span className={styles.places}>
              from {place(entry.layer)}, hidden by {place(entry.hiddenBy)}
            </span>
            <span className={styles.bytes}>{formatBytes(entry.bytes)}</span>
          </li>
        ))}
      </ul>
      {total > named.length && (
        <p className={styles.more}>and {(total - named.length).toLocaleString("en-US")} smaller</p>
      )}
    </>
  );
}

function Place({ layer, onLine }: Pick<Props, "onLine"> & { readonly layer: Layer | undefined }) {
  const line = layer?.line;
  if (line === undefined) return <>the base image</>;
  return (
    <button type="button" onClick={() => onLine(line)}>
      line {line}
    </button>
  );
}
