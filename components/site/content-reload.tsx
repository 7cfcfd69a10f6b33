"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** In development: shows a lesson's edit as soon as its file is saved. */
export function ContentReload() {
  const router = useRouter();
  useEffect(() => {
    const changes = new EventSource("/dev/content");
    changes.onmessage = () => router.refresh();
    return () => changes.close();
  }, [router]);
  return null;
}
