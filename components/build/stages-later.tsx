"use client";

import { type ComponentProps, lazy, Suspense } from "react";
import type { LaneStages as Loaded } from "./lane-stages";

type Props = ComponentProps<typeof Loaded>;
const Nothing = (_: Props) => <></>;

// It reads the Dockerfile as the server does, and a page that has built nothing needs none of that.
const LaneStages = lazy(() =>
  import("./lane-stages").then(
    (loaded) => ({ default: loaded.LaneStages }),
    () => ({ default: Nothing }),
  ),
);

/** The stages of a lane's newest build, once what draws them has come; the rest does not wait for it. */
export function StagesLater(props: Props) {
  return (
    <Suspense fallback={null}>
      <LaneStages {...props} />
    </Suspense>
  );
}
