import styles from "./stack.module.css";

type Props = {
  /** The first stands on top; one that starts with a slash is the application, which is what is built. */
  readonly blocks: readonly string[];
  readonly weight: "heavy" | "light";
};

/** What an image or a stage holds, drawn as blocks that stand on the floor. */
export function Stack({ blocks, weight }: Props) {
  return (
    <ul className={styles.stack} data-weight={weight}>
      {blocks.map((label) => (
        <li key={label} className={label.startsWith("/") ? styles.app : styles.block}>
          {label}
        </li>
      ))}
    </ul>
  );
}
