"use client";

import { useEffect, useState } from "react";
import { formatBytes } from "@/domain/image/bytes";
import { type DifferingFile, type FileDiff, fileDiff } from "@/domain/image/file-diff";
import { Words } from "../site/words";
import { type Answer, call } from "../workbench/call";
import styles from "./compare-files.module.css";

type Props = { readonly first: string; readonly second: string };

/** How the files of two builds' images differ, by their ids. */
export function CompareFiles({ first, second }: Props) {
  const [answer, setAnswer] = useState<Answer<FileDiff> | null>(null);
  useEffect(() => {
    let left = false;
    const path = `/api/builds/${encodeURIComponent(second)}/changes?since=${encodeURIComponent(first)}`;
    void call(fileDiff, path).then((answered) => {
      if (!left) setAnswer(answered);
    });
    return () => {
      left = true;
    };
  }, [first, second]);
  return (
    <div aria-live="polite">
      {answer === null && <p>Reading both images.</p>}
      {answer?.ok === false && (
        <p>
          <Words>{answer.refusal.detail}</Words>
        </p>
      )}
      {answer?.ok && <FileGroups diff={answer.value} />}
    </div>
  );
}

const groups = [
  ["added", "Only in the second"],
  ["removed", "Only in the first"],
  ["changed", "Changed"],
] as const;

/** The files by what became of them, the weightiest first. */
export function FileGroups({ diff }: { readonly diff: FileDiff }) {
  return (
    <>
      {groups.map(([kind, title]) => (
        <details key={kind} className={styles.group}>
          <summary>
            {title}: {diff[kind].count.toLocaleString("en-US")}{" "}
            {diff[kind].count === 1 ? "file" : "files"}, {signed(diff[kind].bytes)}
          </summary>
          <ul>
            {diff[kind].files.map((file) => (
              <li key={file.path}>
                <code>{file.path}</code>
                <span>{weight(file)}</span>
              </li>
            ))}
          </ul>
          {diff[kind].count > diff[kind].files.length && (
            <p>Those that weigh the most; the others are counted only.</p>
          )}
        </details>
      ))}
      <p className={styles.note}>
        Files are told apart by kind, size and permissions. Their contents are not compared.
      </p>
    </>
  );
}

function weight({ before, after }: DifferingFile): string {
  if (before === undefined || after === undefined) return formatBytes(before ?? after ?? 0);
  return before === after ? "same size" : `${formatBytes(before)} → ${formatBytes(after)}`;
}

function signed(bytes: number): string {
  return bytes < 0 ? `−${formatBytes(-bytes)}` : `+${formatBytes(bytes)}`;
}
