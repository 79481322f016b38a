import type { Sequence } from '../../specs/behaviours/sequence.ts';
import { parsePointer, setAt } from '../../specs/contract/pointer.ts';
import { callerOf } from '../engine/context.ts';
import type { Creation } from '../engine/creation.ts';
import type { Enforcer } from '../engine/enforcer.ts';
import type { Wants } from '../engine/facts.ts';

const name = 'sequence';

/** Gives the answer the tenant's next number. */
export const enforce: Enforcer<Sequence> = ({ clause, at, prefix, setting }) => {
  const path = parsePointer(at);
  return {
    ask: (_request, wants) => askForNumber(wants),
    prepare(creation) {
      const number = takeNumber(creation, setting);
      creation.context.clauses.push(clause);
      setAt(creation.answer as object, path, prefix === '' ? number : `${prefix}${number}`);
    },
  };
};

/** Asks for the fact that `takeNumber` needs. */
export function askForNumber(wants: Wants): void {
  wants.counters.push({ scope: 'tenant', name });
}

/** The next number of the tenant's sequence. A request that is refused takes none, so the sequence has no gaps. */
export function takeNumber({ context, writes }: Creation, setting: string): number {
  const first = Number(callerOf(context).settings[setting] ?? 1);
  const value = (context.facts.counters.get(name)?.value ?? first - 1) + 1;
  writes.push({ write: 'counter', scope: 'tenant', name, counter: { value, since: context.now } });
  return value;
}
