"use client";

import Editor from "@monaco-editor/react";
import type { editor } from "monaco-editor";
import { useEffect, useState } from "react";
import type { Problem } from "../dockerfile/problems";
import type { EditorProps, Place } from "./editor-props";
import { monacoLanguage } from "./language";
import { monaco } from "./monaco-setup";
import { useLitLines } from "./use-lit-lines";
import { useTheme } from "./use-theme";

type Props = EditorProps & {
  /** Runs once the editor shows the file as the picture before it did. */
  readonly onReady: () => void;
};

type Instance = editor.IStandaloneCodeEditor;

const options: editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  contextmenu: false,
  fixedOverflowWidgets: true,
  folding: false,
  fontLigatures: false,
  fontSize: 13,
  lineHeight: 22,
  lineDecorationsWidth: 16,
  lineNumbersMinChars: 3,
  minimap: { enabled: false },
  overviewRulerLanes: 0,
  padding: { top: 12, bottom: 12 },
  renderFinalNewline: "off",
  renderLineHighlight: "none",
  scrollBeyondLastLine: false,
  scrollbar: { alwaysConsumeMouseWheel: false, useShadows: false },
  tabSize: 2,
  unicodeHighlight: { ambiguousCharacters: false },
};

/** The file in Monaco. One editor serves all files; each keeps its own undo and scroll position. */
export default function Monaco(props: Props) {
  const { path, text, problems, place, onEdit, onReady } = props;
  const [instance, setInstance] = useState<Instance | null>(null);

  useEffect(() => {
    const model = instance?.getModel();
    if (model) monaco.editor.setModelMarkers(model, "build", markersOf(problems, path));
  }, [instance, path, problems]);

  useEffect(() => {
    if (instance && place) go(instance, place);
  }, [instance, place]);

  useLitLines(instance, path, text);

  return (
    <Editor
      path={`file:///${path}`}
      language={monacoLanguage(path)}
      value={text}
      theme={useTheme()}
      options={{
        ...options,
        fontFamily: getComputedStyle(document.documentElement).getPropertyValue("--font-code"),
        ariaLabel: `${path}, editor. Control M lets Tab leave it.`,
      }}
      loading={null}
      onChange={(next) => onEdit(path, next ?? "")}
      onMount={(mounted) => {
        setInstance(mounted);
        // Fonts may have come since Monaco first measured a character.
        void document.fonts.ready.then(() => monaco.editor.remeasureFonts());
        // Resolves once the language's tokenizer is there, so that the colours never blink.
        void monaco.editor
          .colorize("", monacoLanguage(path), {})
          .then(() => requestAnimationFrame(() => requestAnimationFrame(onReady)));
      }}
    />
  );
}

function go(instance: Instance, place: Place): void {
  if ("line" in place) {
    const column = instance.getModel()?.getLineFirstNonWhitespaceColumn(place.line) || 1;
    instance.setPosition({ lineNumber: place.line, column });
    instance.revealLineInCenterIfOutsideViewport(place.line);
  } else if ("x" in place) {
    const position = instance.getTargetAtClientPoint(place.x, place.y)?.position;
    if (position) instance.setPosition(position);
  }
  // Whoever has moved on while Monaco loaded is not called back.
  const picture = instance.getContainerDomNode().closest("[data-file-view]");
  if ("line" in place || picture?.contains(document.activeElement)) instance.focus();
}

function markersOf(problems: readonly Problem[], path: string): editor.IMarkerData[] {
  return problems.flatMap(({ dockerfile, line, severity, message }) =>
    dockerfile === path && line !== null
      ? [
          {
            startLineNumber: line,
            endLineNumber: line,
            startColumn: 1,
            endColumn: 1000,
            message,
            severity:
              severity === "error" ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
          },
        ]
      : [],
  );
}
