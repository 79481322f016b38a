import type { Planned } from './planned.ts';

/**
 * Puts cases so that the first of them cover the most: those that together touch every clause, then those
 * with a constraint, and then an operator, that was not seen before, and the rest in the plan's own order.
 * What has to wait for the server's clock comes last.
 */
export function inOrder(planned: readonly Planned[]): Planned[] {
  const prompt = planned.filter(({ wait }) => wait === 0);
  const single = prompt.filter(({ kind }) => kind !== 'sequence');
  const first = covering(single);
  const taken = new Set(first);
  for (const feature of [constraintOf, operatorOf])
    for (const one of firstOfEach(prompt, taken, feature)) taken.add(one);
  const waiting = planned.filter(({ wait }) => wait > 0);
  return [...taken, ...prompt.filter((one) => !taken.has(one)), ...waiting];
}

/** As few cases as a greedy choice takes to touch every clause that any of them touches. */
function covering(planned: readonly Planned[]): Planned[] {
  const left = new Set(planned.flatMap(({ clauses }) => clauses));
  const chosen: Planned[] = [];
  while (left.size > 0) {
    let best: Planned | undefined;
    let most = 0;
    for (const one of planned) {
      const gain = one.clauses.filter((clause) => left.has(clause)).length;
      if (gain <= most) continue;
      [best, most] = [one, gain];
    }
    if (!best) break;
    chosen.push(best);
    for (const clause of best.clauses) left.delete(clause);
  }
  return chosen;
}

function firstOfEach(
  planned: readonly Planned[],
  taken: ReadonlySet<Planned>,
  feature: (one: Planned) => string,
): Planned[] {
  const seen = new Set([...taken].map(feature));
  return planned.filter((one) => !seen.has(feature(one)) && seen.add(feature(one)).size > 0);
}

/** A constraint on one of its sides. */
function constraintOf({ program, kind, violation, varies }: Planned): string {
  const { pointer = '', keyword = '' } = violation ?? varies ?? {};
  return [program.plan.operation.id, kind, violation !== null, pointer, keyword].join(' ');
}

function operatorOf(one: Planned): string {
  return `${constraintOf(one)} ${(one.violation ?? one.varies)?.operator}`;
}
