import type { Sequence } from '../../../specs/behaviours/sequence.ts';
import { decidingWith } from '../answers.ts';
import { type Change, type DefectsOf, defect } from '../defect.ts';
import { behavioursIn } from '../draft.ts';
import { knowing } from '../knowing.ts';
import { racing } from '../race.ts';
import { enforcing } from '../seeing.ts';

const name = 'sequence';

/** Numbers are passed over, given twice, or taken by who gets no ticket. */
export const defects: DefectsOf = (contract) =>
  behavioursIn<Sequence>(contract, 'sequence').flatMap(({ clause }) => [
    defect(
      clause,
      'passes-over-every-third',
      shifting((value) => (value % 3 === 0 ? 1 : 0)),
    ),
    defect(
      clause,
      'counts-by-two',
      shifting(() => 1),
    ),
    defect(clause, 'gives-one-twice', givingTwice()),
    defect(clause, 'taken-by-refused', takenByRefused()),
    defect(clause, 'each-credential-counts', perCredential()),
    defect(
      clause,
      'read-before-write',
      racing((now, before) => ({ ...now, counters: withCounter(now.counters, before.counters) })),
    ),
  ]);

type Counters = ReadonlyMap<string, { readonly value: number; readonly since: number }>;

function withCounter(now: Counters, before: Counters): Counters {
  const counters = new Map(now);
  const stale = before.get(name);
  if (stale) counters.set(name, stale);
  else counters.delete(name);
  return counters;
}

/** The last number is taken for a later one. */
function shifting(by: (value: number) => number): Change {
  return knowing(() => ({ counters }) => {
    const last = counters.get(name);
    if (!last) return undefined;
    return {
      counters: new Map(counters).set(name, { ...last, value: last.value + by(last.value) }),
    };
  });
}

/** Every fourth number goes to two tickets. */
function givingTwice(): Change {
  return enforcing<Sequence>('sequence', (inner) => {
    const given = new Set<string>();
    return {
      prepare(creation) {
        const { facts } = creation.context;
        const last = facts.counters.get(name);
        const number = `${facts.sandbox} ${facts.credential?.tenant} ${last?.value}`;
        if (!last || last.value % 4 !== 0 || given.has(number)) return inner.prepare?.(creation);
        given.add(number);
        const counters = new Map(facts.counters).set(name, { ...last, value: last.value - 1 });
        inner.prepare?.({
          ...creation,
          context: { ...creation.context, facts: { ...facts, counters } },
        });
      },
    };
  });
}

function takenByRefused(): Change {
  return decidingWith(() => ({ decision, facts, now }) => {
    const last = facts.counters.get(name);
    if (decision.outcome !== 'refused' || !facts.credential || !last) return undefined;
    const counter = { value: last.value + 1, since: now };
    return { writes: [...decision.writes, { write: 'counter', scope: 'tenant', name, counter }] };
  });
}

function perCredential(): Change {
  return enforcing<Sequence>('sequence', (inner) => ({
    ask(request, wants) {
      inner.ask?.(request, wants);
      for (const [index, counter] of wants.counters.entries())
        if (counter.name === name) wants.counters[index] = { scope: 'credential', name };
    },
    prepare(creation) {
      inner.prepare?.(creation);
      for (const [index, write] of creation.writes.entries())
        if (write.write === 'counter' && write.name === name)
          creation.writes[index] = { ...write, scope: 'credential' };
    },
  }));
}
