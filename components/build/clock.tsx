"use client";

import { useEffect, useState } from "react";
import { formatDuration } from "./duration";

type Props = {
  /** ISO 8601, by the server's clock. */
  readonly since: string;
  readonly skewMs: number;
};

/** How long something has been running, counting. */
export function Clock({ since, skewMs }: Props) {
  const now = useNow(100);
  return <>{formatDuration(Math.max(0, now - skewMs - Date.parse(since)))}</>;
}

/** This machine's time in milliseconds, again every `everyMs`. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
