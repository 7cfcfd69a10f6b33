import Link from "next/link";
import type { ReactNode } from "react";
import styles from "./button-link.module.css";

type Props = { readonly href: string; readonly quiet?: boolean; readonly children: ReactNode };

/** A link that is the thing to do next; `quiet` where another on the page is more so. */
export function ButtonLink({ href, quiet = false, children }: Props) {
  return (
    <Link href={href} className={quiet ? styles.quiet : styles.loud}>
      {children}
    </Link>
  );
}
