import type { Progress } from "@/domain/build/fold";
import { metersOf, timeWarning } from "@/domain/build/meters";
import styles from "./meters.module.css";

/** What a running build uses of its limits, and how much time is left where that is little. */
export function Meters({ progress }: { readonly progress: Progress }) {
  const meters = metersOf(progress);
  const warning = timeWarning(progress);
  if (progress.status !== "running" || (meters.length === 0 && !warning)) return null;
  return (
    <div className={styles.meters}>
      {warning && (
        <p className={styles.warning} role="status">
          {warning}
        </p>
      )}
      <dl>
        {meters.map(({ name, label, used, limit, share }) => (
          <div key={name} className={share >= 0.8 ? styles.high : undefined}>
            <dt>{label}</dt>
            <dd>
              {used} <span className={styles.limit}>of {limit}</span>
              <span className={styles.track} aria-hidden="true">
                <span style={{ scale: `${share} 1` }} />
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
