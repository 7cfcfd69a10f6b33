import type { BaseImage } from "@/domain/image/image";
import styles from "./stand-in.module.css";

/** Says so where a size was not measured on the real base image. */
export function StandInNote({ baseImages }: { readonly baseImages: readonly BaseImage[] }) {
  const standIns = baseImages.filter(({ standIn }) => standIn);
  if (standIns.length === 0) return null;
  return (
    <ul className={styles.note}>
      {standIns.map(({ ref, about }) => (
        <li key={ref}>{words(ref, about)}</li>
      ))}
    </ul>
  );
}

/** Most stand-ins begin to say of themselves what we would say of them. */
function words(ref: string, about: string | undefined): string {
  if (about?.startsWith("Stand-in for ")) return `Measured on a s${about.slice(1)}`;
  return `Measured on a stand-in for ${ref} made on this machine${about ? `: ${about}` : "."}`;
}
