"use client";

import { useNow } from "./clock";
import type { LaneState } from "./lane-state";
import { waitingSentence, waitingWords } from "./words";

type Props = {
  readonly lane: LaneState;
  /** As a sentence, with the whole reason. */
  readonly sentence?: boolean;
};

/** Why a build waits; the wait counts down until the server tells another. */
export function WaitingWords({ lane, sentence = false }: Props) {
  const now = useNow(1000);
  const told = lane.progress?.waiting?.at;
  const sinceMs = told ? now - lane.skewMs - Date.parse(told) : 0;
  return <>{(sentence ? waitingSentence : waitingWords)(lane, sinceMs)}</>;
}
