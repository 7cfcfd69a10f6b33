import { formatBytes } from "@/domain/image/bytes";
import { withoutDigests } from "../build/words";
import styles from "./compare-layers.module.css";
import type { Compared } from "./comparison";

type Props = { readonly first: Compared; readonly second: Compared };

/** The layers of two images, the lowest first; what both have is stored once, and told apart. */
export function CompareLayers({ first, second }: Props) {
  return (
    <div className={styles.columns}>
      <Layers image={first} other={second} />
      <Layers image={second} other={first} />
    </div>
  );
}

function Layers({ image, other }: { readonly image: Compared; readonly other: Compared }) {
  const theirs = new Set(other.result.image.layers.map(({ diffId }) => diffId));
  const { layers } = image.result.image;
  const common = layers.filter(({ diffId }) => theirs.has(diffId));
  const bytes = common.reduce((sum, layer) => sum + layer.bytes, 0);
  return (
    <section>
      <h3 className={styles.heading}>
        {image.tag} <span>{image.label}</span>
      </h3>
      <p className={styles.note}>
        {common.length} of {layers.length} layers, {formatBytes(bytes)}, are in both.
      </p>
      <ol className={styles.layers}>
        {layers.map((layer, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two layers of one image may be the same
          <li key={at} className={theirs.has(layer.diffId) ? styles.common : styles.own}>
            <code>{withoutDigests(layer.instruction) || "(no words of its own)"}</code>
            <span>
              {theirs.has(layer.diffId) && "in both, "}
              {formatBytes(layer.bytes)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
