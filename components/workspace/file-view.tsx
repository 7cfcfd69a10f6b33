"use client";

import { type ComponentType, useCallback, useEffect, useRef, useState } from "react";
import type { EditorProps, Place } from "./editor-props";
import styles from "./file-view.module.css";
import type MonacoEditor from "./monaco";
import { PlainEditor } from "./plain-editor";
import { StaticFile } from "./static-file";
import { useRestingIntent } from "./use-intent";

type Props = EditorProps & {
  /** The coloured file, where it is as the server has it. */
  readonly html?: string | undefined;
  /** Whether the learner's own files are here, so that an editor would show the right text. */
  readonly ready: boolean;
};

type Kind =
  | { readonly name: "picture" | "plain" }
  | { readonly name: "monaco"; readonly Monaco: ComponentType<Parameters<typeof MonacoEditor>[0]> };

/** A file: a picture of it first, and an editor in its place as soon as somebody wants to write. */
export function FileView({ html, ready, ...file }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [kind, setKind] = useState<Kind>({ name: "picture" });
  const [shown, setShown] = useState(false);
  const [place, setPlace] = useState<Place | null>(null);
  const asked = useRef(false);

  const want = useCallback(() => {
    if (asked.current) return;
    asked.current = true;
    if (matchMedia("(pointer: coarse)").matches) return setKind({ name: "plain" });
    import("./monaco").then(
      (loaded) => setKind({ name: "monaco", Monaco: loaded.default }),
      () => setKind({ name: "plain" }),
    );
  }, []);
  useRestingIntent(box, want);

  useEffect(() => {
    if (!file.place) return;
    setPlace(file.place);
    want();
  }, [file.place, want]);

  const props = { ...file, place };
  const editing = ready && kind.name !== "picture";
  return (
    <div ref={box} className={styles.box} data-file-view="">
      {ready && kind.name === "monaco" && (
        <div className={shown ? styles.shown : styles.hidden}>
          <kind.Monaco {...props} onReady={() => setShown(true)} />
        </div>
      )}
      {editing && kind.name === "plain" && <PlainEditor {...props} />}
      {!(editing && (kind.name === "plain" || shown)) && (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the focus does the same for the keyboard
        // biome-ignore lint/a11y/noStaticElementInteractions: a picture of the editor that it becomes
        <div
          className={styles.picture}
          onClick={(event) => {
            setPlace({ x: event.clientX, y: event.clientY });
            want();
          }}
          onFocus={() => {
            setPlace((before) => before ?? {});
            want();
          }}
        >
          <StaticFile text={file.text} html={html} />
        </div>
      )}
    </div>
  );
}
