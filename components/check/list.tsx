import type { CheckOutcome } from "@/domain/build/result";
import { StateMark } from "../build/mark";
import styles from "./list.module.css";

/** The lesson's checks of the learner's work, met or not, each with its reason. */
export function CheckList({ checks }: { readonly checks: readonly CheckOutcome[] }) {
  return (
    <ul className={styles.list} aria-label="Checks">
      {checks.map(({ id, met, reason }) => (
        <li key={id}>
          <StateMark state={met ? "done" : "failed"} />
          {reason}
        </li>
      ))}
    </ul>
  );
}
