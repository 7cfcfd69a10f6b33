/** What the ceilings ask about a run that is live; `startedAt` in ms. */
export type Claim = { id: string; learner: string; startedAt: number };

/**
 * The runs that must go so that the learner can have one more: the learner's oldest at the learner's
 * ceiling, and at the ceiling of all, the oldest of whoever has most (so nobody is pushed out by one
 * who takes more).
 */
export function toReplace(
  live: readonly Claim[],
  learner: string,
  ceilings: { perLearner: number; total: number },
): string[] {
  const left = [...live].sort((a, b) => a.startedAt - b.startedAt);
  const gone: string[] = [];
  const drop = (claim: Claim | undefined) => {
    if (!claim) return;
    left.splice(left.indexOf(claim), 1);
    gone.push(claim.id);
  };
  const of = (name: string) => left.filter((claim) => claim.learner === name);

  while (of(learner).length >= ceilings.perLearner) drop(of(learner)[0]);
  while (left.length >= ceilings.total) {
    const most = Math.max(...left.map((claim) => of(claim.learner).length));
    drop(left.find((claim) => of(claim.learner).length === most));
  }
  return gone;
}
