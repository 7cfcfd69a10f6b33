import type { ComponentProps } from "react";
import styles from "./button.module.css";

type Props = Omit<ComponentProps<"button">, "className"> & {
  readonly kind: "loud" | "quiet" | "bare";
  /** Says no to a press, and stays where the keyboard finds it. */
  readonly off?: boolean | undefined;
};

/** A button of the workbench: `loud` for the thing to do next, `quiet` for others, `bare` for small ones. */
export function Button({ kind, off = false, onClick, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      className={styles[kind]}
      aria-disabled={off || undefined}
      onClick={off ? undefined : onClick}
    />
  );
}
