import type { BaseImage } from "@/domain/image/image";
import styles from "./stand-in.module.css";

/** Says so where a size was not measured on the real base image. */
export function StandInNote({ baseImages }: { readonly baseImages: readonly BaseImage[] }) {
  const standIns = baseImages.filter(({ standIn }) => standIn);
  if (standIns.length === 0) return null;
  return (
    <ul className={styles.note}>
      {standIns.map(({ ref, about }) => (
        <li key={ref}>
          Measured on a stand-in for <code>{ref}</code> made on this machine{about && `: ${about}`}
        </li>
      ))}
    </ul>
  );
}
