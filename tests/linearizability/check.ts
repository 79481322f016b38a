import type { Exchange, History, Model } from './history.ts';

/**
 * Looks for orders of a history's exchanges that explain it: in each the provider of the model, doing one thing
 * at a time, gives these very answers, and what ended before another began comes before it.
 *
 * @param before the states that the provider may have been in when the history began.
 * @returns the states that it may be in now; none when no order explains the history.
 */
export function statesAfter<State, Input, Output>(
  model: Model<State, Input, Output>,
  before: readonly State[],
  history: History<Input, Output>,
): State[] {
  const byEnd = history
    .map((exchange, index) => ({ ...exchange, index, name: nameOf(exchange) }))
    .sort((a, b) => a.end - b.end);
  const visited = new Set<string>();
  const after = new Map<string, State>();

  const visit = (state: State, left: typeof byEnd): void => {
    const name = JSON.stringify(state);
    const place = `${name} ${left.map(({ index }) => index)}`;
    if (visited.has(place)) return;
    visited.add(place);
    if (left.length === 0) after.set(name, state);
    for (const one of candidates(left)) {
      const next = model.step(state, one.input, one.output);
      if (next === undefined) continue;
      visit(
        next,
        left.filter((other) => other !== one),
      );
    }
  };

  for (const state of before) visit(state, byEnd);
  return [...after.values()];
}

/**
 * Those that begin before any other has ended. Of several that asked the same and were told the same the first
 * to end will do: whatever order has another one here is as good with the two exchanged.
 */
function candidates<One extends { begin: number; end: number; name: string }>(
  left: readonly One[],
): One[] {
  const firstEnd = left[0]?.end ?? 0;
  const names = new Set<string>();
  return left.filter(({ begin, name }) => {
    if (begin > firstEnd || names.has(name)) return false;
    names.add(name);
    return true;
  });
}

function nameOf({ input, output }: Exchange<unknown, unknown>): string {
  return JSON.stringify([input, output]);
}
