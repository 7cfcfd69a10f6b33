"use client";

import { useDeferredValue, useId, useRef, useState } from "react";
import { type LayerFiles, layerFiles } from "@/domain/image/browse";
import { formatBytes } from "@/domain/image/bytes";
import { Words } from "../site/words";
import { useAnswer } from "../workbench/use-answer";
import { FolderPath } from "./folder-path";
import styles from "./layer-view.module.css";
import { Treemap } from "./treemap-view";

type Props = {
  readonly build: string;
  /** From 0, lowest first. */
  readonly layer: number;
};

type Entry = LayerFiles["entries"][number];

/** What one layer did to the files below it: a folder at a time with a treemap beside, or by search. */
export function LayerView({ build, layer }: Props) {
  const [path, setPath] = useState("/");
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed.trim());
  const query =
    search === "" ? `path=${encodeURIComponent(path)}` : `search=${encodeURIComponent(search)}`;
  const answer = useAnswer(layerFiles, `/api/builds/${build}/layers/${layer}/files?${query}`);
  const files = answer?.ok ? answer.value : null;

  // A layer that did all in one place opens there.
  const [arriving, setArriving] = useState(true);
  if (arriving && files && files.path === path) {
    const [only, ...others] = files.entries;
    if (only?.type === "folder" && only.change !== "deleted" && others.length === 0) {
      setPath(only.path);
    } else {
      setArriving(false);
    }
  }

  const box = useId();

  const here = useRef<HTMLElement>(null);
  const open = (next: string) => {
    setTyped("");
    setPath(next);
    here.current?.focus();
  };
  return (
    <div className={styles.view}>
      <div className={styles.head}>
        <FolderPath path={path} here={here} className={styles.path} onOpen={open} />
        <label className={styles.search} htmlFor={box}>
          <span className="unseen">Search this layer’s files</span>
          <input
            id={box}
            type="search"
            placeholder="Search this layer"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
      </div>
      <p className={styles.news} role="status">
        {answer && !answer.ok && <Words>{answer.refusal.detail}</Words>}
        {!answer && "Reading the layer."}
        {files && news(files, search)}
      </p>
      <div className={styles.columns}>
        <ul className={styles.entries}>
          {files?.entries.map((entry) => (
            <Row key={entry.path} entry={entry} whole={search !== ""} onOpen={open} />
          ))}
        </ul>
        {files && search === "" && <Treemap entries={files.entries} onOpen={open} />}
      </div>
    </div>
  );
}

function news({ entries, total }: LayerFiles, search: string): string {
  if (total === 0) {
    return search === ""
      ? "This layer changed nothing here."
      : "No path in this layer has that in it.";
  }
  const first = entries.length < total ? `, the largest ${entries.length}` : "";
  return search === "" ? "" : `${total} found${first}`;
}

type RowProps = {
  readonly entry: Entry;
  /** Whether the whole path tells what it is. */
  readonly whole: boolean;
  readonly onOpen: (path: string) => void;
};

function Row({ entry, whole, onOpen }: RowProps) {
  const { path, type, change, bytes, files } = entry;
  const name = whole ? path : path.slice(path.lastIndexOf("/") + 1);
  return (
    <li data-change={change}>
      {type === "folder" && change !== "deleted" ? (
        <button type="button" className={styles.name} onClick={() => onOpen(path)}>
          {name}/
        </button>
      ) : (
        <span className={styles.name}>
          {name}
          {type === "folder" && "/"}
        </span>
      )}
      <span className={styles.what}>
        {change}
        {files > 0 && `, ${files.toLocaleString("en-US")} ${files === 1 ? "file" : "files"}`}
      </span>
      <span className={styles.bytes}>
        {change === "deleted" && bytes > 0 && <span className="unseen">hides </span>}
        {formatBytes(bytes)}
      </span>
    </li>
  );
}
