import type { Quota } from '../../../specs/behaviours/quota.ts';
import type { Context } from '../../engine/context.ts';
import type { Counter, Credential, Scope } from '../../engine/facts.ts';
import { decidingWith } from '../answers.ts';
import { type Change, type DefectsOf, defect, inContract } from '../defect.ts';
import { behavioursIn, change } from '../draft.ts';
import { checking, enforcing } from '../seeing.ts';

const name = 'quota';
const hour = 3_600_000;
const day = 24 * hour;

/** The quota is another, lasts another time, or counts what it should not. */
export const defects: DefectsOf = (contract) =>
  behavioursIn<Quota>(contract, 'quota').flatMap(({ setting, exceeded, period, counts }) => [
    defect(
      exceeded.clause,
      'one-more',
      limiting(setting, (limit) => limit + 1),
    ),
    defect(
      exceeded.clause,
      'one-fewer',
      limiting(setting, (limit) => limit - 1),
    ),
    defect(
      exceeded.clause,
      'not-enforced',
      limiting(setting, () => Number.POSITIVE_INFINITY),
    ),
    defect(
      exceeded.clause,
      'answers-429',
      inContract((draft) => {
        for (const declared of behavioursIn<Quota>(draft.contract, 'quota')) {
          const [first, ...others] = declared.exceeded.answers;
          const limited = (answer: typeof first) => ({ ...answer, status: 429 });
          change(declared.exceeded, { answers: [limited(first), ...others.map(limited)] });
        }
      }),
    ),
    defect(
      exceeded.clause,
      'zero-is-unlimited',
      limiting(setting, (limit) => limit || Number.POSITIVE_INFINITY),
    ),
    defect(
      period.clause,
      'never-renewed',
      counting(({ now }, counter) => ({ ...counter, since: now })),
    ),
    defect(period.clause, 'renewed-each-week', renewing(7 * day)),
    defect(period.clause, 'renewed-each-day', renewing(day)),
    defect(period.clause, 'a-zone-ahead-of-utc', shifted(14 * hour)),
    defect(period.clause, 'a-zone-behind-utc', shifted(-12 * hour)),
    defect(
      counts.clause,
      'refused-count',
      countingRefused(() => true),
    ),
    defect(
      counts.clause,
      'those-that-name-nothing-count',
      countingRefused((check) => check === 'reference'),
    ),
    defect(
      counts.clause,
      'the-first-does-not-count',
      counting((_context, counter) => ({ ...counter, value: counter.value - 1 }), 'check'),
    ),
  ]);

function limiting(setting: string, edit: (limit: number) => number): Change {
  return checking<Quota>('quota', (inner, context) => {
    const { credential } = context.facts;
    if (!credential) return inner(context);
    const settings = {
      ...credential.settings,
      [setting]: edit(Number(credential.settings[setting])),
    };
    return inner({
      ...context,
      facts: { ...context.facts, credential: { ...credential, settings } as Credential },
    });
  });
}

/** The counter is taken for another, when it is checked and when it is counted on. */
function counting(
  edit: (context: Context, counter: Counter) => Counter | undefined,
  only?: 'check',
): Change {
  const view = (context: Context): Context => {
    const counter = context.facts.counters.get(name);
    const counters = new Map(context.facts.counters);
    const edited = counter && edit(context, counter);
    if (edited) counters.set(name, edited);
    else counters.delete(name);
    return { ...context, facts: { ...context.facts, counters } };
  };
  return enforcing<Quota>('quota', (inner) => ({
    check: (context) => inner.check?.(view(context)),
    remember: (creation, answer) =>
      inner.remember?.(only ? creation : { ...creation, context: view(creation.context) }, answer),
  }));
}

function renewing(every: number): Change {
  const periodOf = (time: number) => Math.floor(time / every);
  return counting(({ now }, counter) =>
    periodOf(counter.since) === periodOf(now) ? { ...counter, since: now } : undefined,
  );
}

/** Months begin some time before or after those of UTC. */
function shifted(by: number): Change {
  const monthOf = (time: number) => new Date(time + by).toISOString().slice(0, 7);
  return counting(({ now }, counter) =>
    monthOf(counter.since) === monthOf(now) ? { ...counter, since: now } : undefined,
  );
}

function countingRefused(isCounted: (check: string | undefined) => boolean): Change {
  return decidingWith(() => ({ decision, facts, now }) => {
    if (decision.outcome !== 'refused' || !facts.credential || !isCounted(decision.check))
      return undefined;
    const counter = { value: (facts.counters.get(name)?.value ?? 0) + 1, since: now };
    return { writes: [...decision.writes, { write: 'counter', scope: 'tenant', name, counter }] };
  });
}

/** Whose tickets are counted together. */
export function countingFor(scope: Scope): Change {
  return enforcing<Quota>('quota', (inner) => ({
    ask(request, wants) {
      inner.ask?.(request, wants);
      for (const [index, counter] of wants.counters.entries())
        if (counter.name === name) wants.counters[index] = { scope, name };
    },
    remember(creation, answer) {
      inner.remember?.(creation, answer);
      for (const [index, write] of creation.writes.entries())
        if (write.write === 'counter' && write.name === name)
          creation.writes[index] = { ...write, scope };
    },
  }));
}
