"use client";

import * as Tabs from "@radix-ui/react-tabs";
import type { Files } from "@/domain/lesson/files";
import { sameFiles } from "@/domain/workspace/carry";
import type { Problem } from "../dockerfile/problems";
import { Button } from "../workbench/button";
import styles from "./editor.module.css";
import type { EditorProps } from "./editor-props";
import { FileView } from "./file-view";
import { Problems } from "./problems";
import type { Workspace } from "./use-workspace";

type Props = Pick<EditorProps, "place"> & {
  readonly workspace: Workspace;
  readonly start: Files;
  readonly solution: Files;
  readonly highlighted: Readonly<Record<string, string>>;
  /** The order of the tabs. */
  readonly paths: readonly string[];
  readonly path: string;
  readonly problems: readonly Problem[];
  readonly onOpen: (path: string, line?: number) => void;
};

/** The learner's files: a tab each, the way back to the start and on to the solution. */
export function Editor(props: Props) {
  const { workspace, start, solution, highlighted, paths, path, problems, onOpen } = props;
  const { files, ready, kept, edit, replace, undo } = workspace;
  const text = files[path] ?? "";
  const solvable = !sameFiles(start, solution);
  return (
    <Tabs.Root className={styles.editor} value={path} onValueChange={(next) => onOpen(next)}>
      <div className={styles.bar}>
        <Tabs.List className={styles.tabs} aria-label="Files">
          {paths.map((one) => (
            <Tabs.Trigger key={one} value={one} className={styles.tab}>
              {one}
              <Mark problems={problems.filter(({ dockerfile }) => dockerfile === one)} />
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <div className={styles.actions}>
          {undo && (
            <Button kind="bare" onClick={undo.run}>
              Undo {undo.what}
            </Button>
          )}
          <Button
            kind="bare"
            disabled={!ready}
            off={sameFiles(files, start)}
            title="Put back this step's files as they were at its start"
            onClick={() => replace(start, "reset")}
          >
            Reset
          </Button>
          {solvable && (
            <Button
              kind="bare"
              disabled={!ready}
              off={sameFiles(files, solution)}
              title="Put this step's solution in place of the files"
              onClick={() => replace(solution, "show me")}
            >
              Show me
            </Button>
          )}
        </div>
      </div>
      <Tabs.Content value={path} className={styles.content} tabIndex={-1}>
        <FileView
          path={path}
          text={text}
          html={text === start[path] ? highlighted[path] : undefined}
          ready={ready}
          problems={problems}
          place={props.place}
          onEdit={edit}
        />
      </Tabs.Content>
      <Problems problems={problems} onOpen={onOpen} />
      <p className={styles.hint}>
        <span className={styles.keys}>
          <kbd>Ctrl</kbd> <kbd>M</kbd>, then <kbd>Tab</kbd> leaves the editor
        </span>
        <span>
          {kept ? "Edits stay in this browser" : "This browser keeps nothing: a reload loses edits"}
        </span>
      </p>
    </Tabs.Root>
  );
}

function Mark({ problems }: { readonly problems: readonly Problem[] }) {
  if (problems.length === 0) return null;
  const bad = problems.some(({ severity }) => severity === "error");
  return (
    <span className={bad ? styles.bad : styles.warn}>
      <span className="unseen">{bad ? ", has an error" : ", has a warning"}</span>
    </span>
  );
}
