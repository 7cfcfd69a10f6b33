import type { RefObject } from "react";

type Props = {
  readonly path: string;
  /** Where the keyboard goes on once a folder was chosen: the button that was pressed is gone. */
  readonly here: RefObject<HTMLElement | null>;
  readonly className: string | undefined;
  readonly onOpen: (path: string) => void;
};

/** The way from the root to a folder, each step of it a way back. */
export function FolderPath({ path, here, className, onOpen }: Props) {
  return (
    <nav className={className} aria-label="Folder">
      {foldersTo(path).map(({ name, at }) =>
        at === path ? (
          <b key={at} ref={here} tabIndex={-1} aria-current="true">
            {name}
          </b>
        ) : (
          <button key={at} type="button" onClick={() => onOpen(at)}>
            {name}
          </button>
        ),
      )}
    </nav>
  );
}

/** The folders from the root to a path, each with what it is called in a row of them. */
function foldersTo(path: string): { name: string; at: string }[] {
  const names = path.split("/").filter(Boolean);
  return [
    { name: "/", at: "/" },
    ...names.map((name, place) => ({ name, at: `/${names.slice(0, place + 1).join("/")}` })),
  ];
}
