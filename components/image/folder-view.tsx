"use client";

import { useEffect, useRef, useState } from "react";
import { formatBytes } from "@/domain/image/bytes";
import type { ImageEntry } from "@/domain/image/files";
import { Words } from "../site/words";
import { useStore } from "../workbench/use-store";
import { type Folder, noFolder, openFolder } from "./folder";
import { FolderPath } from "./folder-path";
import styles from "./folder-view.module.css";

type Props = {
  /** The address of the API that lists a folder of `?path=`. */
  readonly address: string;
  /** Whose files they are, for assistive technology. */
  readonly label: string;
};

/** The files of an image, a folder at a time, the largest first. */
export function FolderView({ address, label }: Props) {
  const [folder, setFolder] = useState<Folder | null>(null);
  useEffect(() => {
    const opened = openFolder(address);
    setFolder(opened);
    return opened.close;
  }, [address]);
  const { path, entries, waiting, refusal } = useStore(folder, noFolder);

  const here = useRef<HTMLElement>(null);
  const open = (next: string) => {
    folder?.open(next);
    here.current?.focus();
  };
  return (
    <section className={styles.folder} aria-label={label}>
      <FolderPath path={path} here={here} className={styles.path} onOpen={open} />
      <p className={styles.news} role="status">
        {refusal && <Words>{refusal.detail}</Words>}
        {waiting && <Words>{waiting}</Words>}
        {!refusal && !waiting && !entries && "Reading the files."}
        {entries?.length === 0 && "Nothing is in this folder."}
      </p>
      <ul className={styles.entries}>
        {entries?.map((entry) => (
          <li key={entry.path}>
            <Name entry={entry} onOpen={open} />
            <span className={styles.bytes}>{formatBytes(entry.bytes)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Name(props: { readonly entry: ImageEntry; readonly onOpen: (path: string) => void }) {
  const { path, type, target } = props.entry;
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (type === "folder") {
    return (
      <button type="button" onClick={() => props.onOpen(path)}>
        {name}/
      </button>
    );
  }
  return (
    <span className={styles.name}>
      {name}
      {target !== undefined && <span className={styles.target}> → {target}</span>}
    </span>
  );
}
