"use client";

import { formatBytes } from "@/domain/image/bytes";
import { type Saving, saving as savingSchema } from "@/domain/image/saving";
import { causeTitle, causeWords, headline } from "@/domain/image/saving-words";
import { Words } from "../site/words";
import { useAnswer } from "../workbench/use-answer";
import styles from "./saving-view.module.css";
import { Waterfall } from "./waterfall";

/** A build, what its image is called, and what a click on a line of its Dockerfile does. */
type Side = {
  readonly build: string;
  readonly name: string;
  readonly onLine?: ((line: number) => void) | undefined;
};

type Props = { readonly first: Side; readonly second: Side };

/** Why two images differ in weight: a waterfall from the heavy one to the light one, by cause. */
export function SavingView({ first, second }: Props) {
  const answer = useAnswer(
    savingSchema,
    `/api/builds/${first.build}/saving?against=${second.build}`,
  );
  if (!answer) return <p className={styles.quiet}>Looking into the layers.</p>;
  if (!answer.ok) {
    return (
      <p className={styles.quiet}>
        <Words>{answer.refusal.detail}</Words>
      </p>
    );
  }
  const saving = answer.value;
  if (saving.causes.length === 0) {
    return <p className={styles.quiet}>Nothing makes a difference: both have the same layers.</p>;
  }
  const sideOf = (build: string) => (build === first.build ? first : second);
  const [heavy, light] = [sideOf(saving.heavy.build), sideOf(saving.light.build)];
  return (
    <div className={styles.saving}>
      <p className={styles.headline}>{headline(saving)}</p>
      <Waterfall
        heavy={{ name: heavy.name, unpackedBytes: saving.heavy.unpackedBytes }}
        light={{ name: light.name, unpackedBytes: saving.light.unpackedBytes }}
        falls={saving.causes.map((one) => ({
          key: one.cause,
          label: causeTitle(one.cause),
          bytes: one.bytes,
          percent: one.percent,
          detail: <Detail of={one} heavy={heavy} light={light} />,
        }))}
      />
      <p className={styles.quiet}>The parts sum exactly to the difference. All sizes unpacked.</p>
    </div>
  );
}

type DetailProps = {
  readonly of: Saving["causes"][number];
  readonly heavy: Side;
  readonly light: Side;
};

/** What is behind a cause: in words, the lines that brought it, and its files. */
function Detail({ of, heavy, light }: DetailProps) {
  const sides = { heavy, light };
  return (
    <>
      <p>{causeWords(of)}</p>
      {of.lines.length > 0 && (
        <ul className={styles.lines}>
          {of.lines.map(({ of: side, line, instruction, bytes }) => {
            const { name, onLine } = sides[side];
            const words = (
              <>
                <span className={styles.side}>line {line}</span> <code>{instruction}</code>
              </>
            );
            return (
              <li key={`${side}:${line}`}>
                {onLine ? (
                  <button type="button" onClick={() => onLine(line)}>
                    {words}
                  </button>
                ) : (
                  <span className={styles.words}>{words}</span>
                )}
                <span className={styles.side}>{name}</span>
                <span className={styles.bytes}>{formatBytes(bytes)}</span>
              </li>
            );
          })}
        </ul>
      )}
      <table className={styles.groups}>
        <thead>
          <tr>
            <th scope="col">Files</th>
            <th scope="col">{heavy.name}</th>
            <th scope="col">{light.name}</th>
          </tr>
        </thead>
        <tbody>
          {of.groups.map(({ name, heavyBytes, lightBytes }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{formatBytes(heavyBytes)}</td>
              <td>{formatBytes(lightBytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {of.totalGroups > of.groups.length && (
        <p className={styles.quiet}>
          and {of.totalGroups - of.groups.length} more that make less of a difference
        </p>
      )}
    </>
  );
}
