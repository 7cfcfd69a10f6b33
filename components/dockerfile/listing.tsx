import styles from "./listing.module.css";

type Props = { readonly name: string; readonly text: string };

/** A Dockerfile to read, with its lines' numbers; line 3 is at `#line-3`. */
export function Listing({ name, text }: Props) {
  const lines = text.replace(/\n$/, "").split("\n");
  return (
    <figure className={styles.listing}>
      <figcaption>{name}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways on a narrow screen */}
      <ol tabIndex={0}>
        {lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
          <li key={at} id={`line-${at + 1}`} tabIndex={-1}>
            <code>{line}</code>
          </li>
        ))}
      </ol>
    </figure>
  );
}
