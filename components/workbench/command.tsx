import type { ReactNode } from "react";
import { CopyButton } from "../site/copy-button";
import styles from "./command.module.css";

type Props = {
  readonly button: ReactNode;
  /** The command that the button stands for, exactly as it is to be typed. */
  readonly command: string;
  /** Completes "Copy …". */
  readonly what: string;
  /** The command with something to choose in it, in place of its text. */
  readonly shown?: ReactNode;
  readonly status?: ReactNode;
};

/** A button, the command that it stands for, and how that is going: one row. */
export function Command({ button, command, what, shown, status }: Props) {
  return (
    <div className={styles.row}>
      {button}
      <span className={styles.command}>
        {shown ?? <code title={command}>{command}</code>}
        <CopyButton text={command} what={what} />
      </span>
      <span className={styles.status}>{status}</span>
    </div>
  );
}
