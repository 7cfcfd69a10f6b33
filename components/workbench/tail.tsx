"use client";

import { type ReactNode, useLayoutEffect, useRef } from "react";

type Props = {
  readonly className: string | undefined;
  readonly label: string;
  /** Whether what is new comes at the end, and is to be seen. */
  readonly follow: boolean;
  readonly children: ReactNode;
};

/** What stands below the newest stays in sight, so that the reader knows what is to come. */
const belowPx = 72;

/**
 * A box that scrolls, and follows what is new (the last part that runs, else the end), unless the
 * reader has scrolled away.
 */
export function Tail({ className, label, follow, children }: Props) {
  const box = useRef<HTMLElement>(null);
  const wanted = useRef(0);
  const following = useRef(true);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !follow || !following.current) return;
    const end = element.scrollHeight - element.clientHeight;
    const running = [...element.querySelectorAll("[data-state=running]")].at(-1);
    const below = running
      ? running.getBoundingClientRect().bottom - element.getBoundingClientRect().bottom + belowPx
      : end;
    wanted.current = Math.max(0, Math.min(end, running ? element.scrollTop + below : end));
    element.scrollTop = wanted.current;
  });

  return (
    <section
      ref={box}
      className={className}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        const left = Math.min(
          Math.abs(scrollTop - wanted.current),
          scrollHeight - clientHeight - scrollTop,
        );
        following.current = left < 24;
      }}
    >
      {children}
    </section>
  );
}
