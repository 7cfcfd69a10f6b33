"use client";

import { useEffect, useRef } from "react";
import type { EditorProps } from "./editor-props";
import styles from "./plain-editor.module.css";

/**
 * The file in a text field: for fingers, which {@link https://github.com/microsoft/monaco-editor#faq Monaco does not support},
 * and for a browser that could not load Monaco.
 */
export function PlainEditor({ path, text, place, onEdit }: EditorProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const lines = text.replace(/\n$/, "").split("\n").length;

  useEffect(() => {
    if (!place || !field.current) return;
    field.current.focus();
    if (!("line" in place)) return;
    const before = field.current.value.split("\n").slice(0, place.line - 1);
    const start = before.reduce((sum, line) => sum + line.length + 1, 0);
    field.current.setSelectionRange(start, start);
  }, [place]);

  return (
    <div className={styles.editor}>
      <div className={styles.gutter} aria-hidden="true">
        {Array.from({ length: lines }, (_, at) => at + 1).join("\n")}
      </div>
      <textarea
        ref={field}
        className={styles.field}
        aria-label={`${path}, editor`}
        value={text}
        rows={lines + 2}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        autoCorrect="off"
        onChange={(event) => onEdit(path, event.target.value)}
      />
    </div>
  );
}
