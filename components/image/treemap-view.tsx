import { formatBytes } from "@/domain/image/bytes";
import { tiles } from "./treemap";
import styles from "./treemap-view.module.css";

type Part = {
  readonly path: string;
  readonly type: string;
  readonly change: "added" | "modified" | "deleted";
  readonly bytes: number;
};

type Props = {
  /** The largest first. */
  readonly entries: readonly Part[];
  readonly onOpen: (path: string) => void;
};

/** So many have a tile of their own: more would be slivers. */
const shown = 24;
const ratio = 1.5;

/** A folder as an area, each entry as large as its share. The list beside says the same. */
export function Treemap({ entries, onOpen }: Props) {
  const heavy = entries.filter(({ bytes, change }) => bytes > 0 && change !== "deleted");
  if (heavy.length < 2) return null;
  const rest = heavy.slice(shown);
  const others = {
    path: "",
    type: "file",
    change: "added" as const,
    bytes: rest.reduce((sum, { bytes }) => sum + bytes, 0),
  };
  const parts = [...heavy.slice(0, shown), ...(others.bytes > 0 ? [others] : [])];
  return (
    <div className={styles.map} style={{ aspectRatio: ratio }} aria-hidden="true">
      {tiles(parts, ratio).map(({ of, x, y, width, height }) => {
        const name = of.path.slice(of.path.lastIndexOf("/") + 1) || `${rest.length} smaller`;
        const place = {
          left: `${x}%`,
          top: `${y}%`,
          width: `${width}%`,
          height: `${height}%`,
        };
        const words = width > 14 && height > 14 && (
          <>
            <b>{name}</b>
            <span>{formatBytes(of.bytes)}</span>
          </>
        );
        const title = `${name}: ${formatBytes(of.bytes)}`;
        return of.type === "folder" ? (
          <button
            key={of.path}
            type="button"
            tabIndex={-1}
            className={styles.folder}
            style={place}
            title={title}
            onClick={() => onOpen(of.path)}
          >
            {words}
          </button>
        ) : (
          <span key={of.path} className={styles.file} style={place} title={title}>
            {words}
          </span>
        );
      })}
    </div>
  );
}
