import type { editor } from "monaco-editor";
import { useEffect } from "react";
import { instructionAt } from "@/domain/dockerfile/at-line";
import { outlineOf } from "@/domain/dockerfile/stages";
import { useSpotlight } from "../workbench/spotlight";
import { monacoLanguage } from "./language";
import styles from "./lit-lines.module.css";

/** Points the spotlight at the instruction under the mouse or the cursor, and shows the one it is at. */
export function useLitLines(
  instance: editor.IStandaloneCodeEditor | null,
  path: string,
  text: string,
): void {
  const { spot, shine } = useSpotlight();
  const isDockerfile = monacoLanguage(path) === "dockerfile";

  useEffect(() => {
    if (!instance || !isDockerfile) return;
    const outline = outlineOf(text);
    const point = (at: number | undefined) => {
      const found = at === undefined ? null : instructionAt(outline, at);
      shine(found && { dockerfile: path, line: found.line, instruction: found.text });
    };
    const ears = [
      instance.onMouseMove(({ target }) => point(target.position?.lineNumber)),
      instance.onMouseLeave(() => point(undefined)),
      instance.onDidChangeCursorPosition(({ position }) => point(position.lineNumber)),
      instance.onDidBlurEditorText(() => point(undefined)),
    ];
    return () => {
      for (const ear of ears) ear.dispose();
    };
  }, [instance, isDockerfile, path, text, shine]);

  const line = spot?.dockerfile === path ? spot.line : null;
  useEffect(() => {
    const lit = line === null || !isDockerfile ? null : instructionAt(outlineOf(text), line);
    if (!instance || !lit) return;
    const lines = instance.createDecorationsCollection([
      {
        range: {
          startLineNumber: lit.line,
          startColumn: 1,
          endLineNumber: lit.endLine,
          endColumn: 1,
        },
        options: { isWholeLine: true, className: styles.lit ?? null },
      },
    ]);
    return () => lines.clear();
  }, [instance, isDockerfile, line, text]);
}
