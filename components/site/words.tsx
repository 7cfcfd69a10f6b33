"use client";

import { lazy, Suspense } from "react";
import { plain } from "@/domain/words";

const Plain = ({ children }: { readonly children: string }) => <>{plain(children)}</>;

// Few pages come to show a failure; where its renderer can't be had, the words themselves do.
const Markdown = lazy(() => import("./markdown").catch(() => ({ default: Plain })));

/** Sentences that came at run time, with the names in them set as code; plain until that is loaded. */
export function Words({ children }: { readonly children: string }) {
  return (
    <Suspense fallback={<Plain>{children}</Plain>}>
      <Markdown>{children}</Markdown>
    </Suspense>
  );
}
