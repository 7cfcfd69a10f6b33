import { type RefObject, useEffect } from "react";

/** How long a page is left alone before it fetches a megabyte that nobody asked for yet. */
const restMs = 2500;

/**
 * Calls `wanted` when an element is on screen and the page has come to rest, on a machine with a mouse
 * and a connection that is not saved on; elsewhere only a click or the focus asks for the editor.
 */
export function useRestingIntent(element: RefObject<Element | null>, wanted: () => void): void {
  useEffect(() => {
    const target = element.current;
    const connection = (navigator as { connection?: { saveData?: boolean } }).connection;
    const desktop = matchMedia("(min-width: 68.75rem) and (hover: hover)").matches;
    if (!target || !desktop || connection?.saveData) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new IntersectionObserver(([entry]) => {
      clearTimeout(timer);
      if (entry?.isIntersecting) timer = setTimeout(wanted, restMs);
    });
    observer.observe(target);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [element, wanted]);
}
