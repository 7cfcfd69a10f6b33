import { useEffect, useRef, useState } from "react";

const load = () => import("./live");

export type Live = Awaited<ReturnType<typeof load>>;

/** What `open` makes of the part of the page that loads after it; null until then, closed at the end. */
export function useLive<T extends { close(): void }>(open: (live: Live) => T): T | null {
  const [opened, setOpened] = useState<T | null>(null);
  const opener = useRef(open);
  useEffect(() => {
    let left = false;
    let made: T | null = null;
    load().then(
      (live) => {
        if (left) return;
        made = opener.current(live);
        setOpened(made);
      },
      (error) => console.error("the workbench did not load", error),
    );
    return () => {
      left = true;
      made?.close();
      setOpened(null);
    };
  }, []);
  return opened;
}
