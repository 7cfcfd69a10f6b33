/**
 * Whether the engine itself had no open files left while it copied or looked for a build, as it may have
 * for a moment while it removes what another build nested very deep. A command's own want of them comes
 * with its exit code.
 */
export function engineStarved(error: {
  readonly message: string;
  readonly exitCode?: number | undefined;
}): boolean {
  return error.exitCode === undefined && /too many open files/i.test(error.message);
}
