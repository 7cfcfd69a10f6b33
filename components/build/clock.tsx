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
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 100);
    return () => clearInterval(timer);
  }, []);
  return <>{formatDuration(Math.max(0, now - skewMs - Date.parse(since)))}</>;
}
