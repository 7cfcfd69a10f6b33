/** All that speaks with the server or keeps state, apart from the page so that it loads after it. */

export { openHistory } from "../build/history-store";
export { openLane } from "../build/lane";
export { bundle } from "../build/lanes";
export { rememberIn } from "../build/memory";
export { rememberRun } from "../run/memory";
export { openRunner } from "../run/runner";
export { watchSandbox } from "../sandbox/watch";
export { keepDraft } from "../workspace/draft-store";
