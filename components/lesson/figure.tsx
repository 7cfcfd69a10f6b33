import type { ReactNode } from "react";
import type { Props } from "@/domain/lesson/vocabulary";
import styles from "./figure.module.css";
import { TwoStages } from "./figures/two-stages";
import { WhatShips } from "./figures/what-ships";

const drawings = { "two-stages": TwoStages, "what-ships": WhatShips } as const;

/** A drawing with its caption. */
export function Figure({ name, children }: Props<"Figure"> & { readonly children?: ReactNode }) {
  const Drawing = drawings[name];
  return (
    <figure>
      <Drawing />
      {children && <figcaption className={styles.caption}>{children}</figcaption>}
    </figure>
  );
}
