import type { RateLimit } from '../../../specs/behaviours/rate-limit.ts';
import type { Counter, Scope, Write } from '../../engine/facts.ts';
import { type Decided, decidingWith } from '../answers.ts';
import { type Change, type Defect, type DefectsOf, defect, inContract } from '../defect.ts';
import { behavioursIn, change } from '../draft.ts';
import { racing } from '../race.ts';
import { checking, enforcing } from '../seeing.ts';

const name = 'rate-limit';

/** The limit or its window is another, it counts other requests, or tells the client something else. */
export const defects: DefectsOf = (contract) =>
  behavioursIn<RateLimit>(contract, 'rate-limit').flatMap((declared) => [
    ...sizes(declared),
    ...windows(declared),
    ...counts(declared),
    ...headers(declared),
    defect(
      declared.exceeded.clause,
      'not-enforced',
      checking<RateLimit>('rate-limit', () => undefined),
    ),
    defect(
      declared.exceeded.clause,
      'more-when-they-come-at-once',
      racing((now, before) => ({ ...now, counters: before.counters })),
    ),
    defect(declared.scope.clause, 'shared-by-the-tenant', countingFor('tenant')),
  ]);

function sizes({ clause, limit, window }: RateLimit): Defect[] {
  return [
    setting(clause, 'one-more', { limit: limit + 1 }),
    setting(clause, 'one-fewer', { limit: limit - 1 }),
    setting(clause, 'a-second-longer', { window: window + 1 }),
    setting(clause, 'never-renewed', { window: 1_000_000_000 }),
  ];
}

function setting(clause: string, what: string, members: Partial<RateLimit>): Defect {
  return defect(
    clause,
    what,
    inContract((draft) => {
      for (const declared of behavioursIn<RateLimit>(draft.contract, 'rate-limit'))
        change(declared, members);
    }),
  );
}

function windows({ algorithm: { clause }, window }: RateLimit): Defect[] {
  const length = window * 1000;
  return [
    setting(clause, 'a-second-shorter', { window: window - 1 }),
    defect(
      clause,
      'begins-anew-with-each-request',
      written((counter, now) => ({ ...counter, since: now })),
    ),
    defect(
      clause,
      'by-the-clock',
      written((counter, now) => ({ ...counter, since: Math.floor(now / length) * length })),
    ),
  ];
}

function counts({ counts: { clause }, limit }: RateLimit): Defect[] {
  const uncounted = (isUncounted: (decided: Decided) => boolean) =>
    decidingWith(() => (decided) => {
      const { writes } = decided.decision;
      return isUncounted(decided) ? { writes: writes.filter((write) => !isOwn(write)) } : undefined;
    });
  const stopped = (check: string) => uncounted(({ decision }) => decision.check === check);
  const lengthening = decidingWith(() => ({ decision, now }) => {
    if (decision.check !== 'rate-limit') return undefined;
    const counter = { value: limit, since: now };
    return {
      writes: [...decision.writes, { write: 'counter', scope: 'credential', name, counter }],
    };
  });
  return [
    defect(
      clause,
      'refused-do-not-count',
      uncounted(({ decision }) => decision.outcome === 'refused'),
    ),
    defect(clause, 'invalid-do-not-count', stopped('validation')),
    defect(clause, 'those-that-name-nothing-do-not-count', stopped('reference')),
    defect(clause, 'refusals-of-the-limit-lengthen-the-window', lengthening),
  ];
}

function headers({ headers: { clause } }: RateLimit): Defect[] {
  const edited = (what: string, header: string, edit: (value: string) => string | undefined) =>
    defect(
      clause,
      what,
      decidingWith(() => ({ decision }) => {
        const { [header]: value, ...others } = decision.headers;
        const now = value === undefined ? undefined : edit(value);
        return { headers: now === undefined ? others : { ...others, [header]: now } };
      }),
    );
  return [
    edited('no-retry-after', 'Retry-After', () => undefined),
    edited('retry-after-zero', 'Retry-After', () => '0'),
    edited('retry-after-in-milliseconds', 'Retry-After', (value) => `${value}000`),
    edited('no-ratelimit', 'RateLimit', () => undefined),
    edited('no-ratelimit-policy', 'RateLimit-Policy', () => undefined),
    edited('one-more-remaining', 'RateLimit', (value) =>
      value.replace(/r=(\d+)/, (_, count) => `r=${Number(count) + 1}`),
    ),
    edited('another-policy', 'RateLimit-Policy', (value) => value.replace(/q=(\d+)/, 'q=100')),
  ];
}

function isOwn(write: Write): boolean {
  return write.write === 'counter' && write.name === name;
}

/** The counter is written otherwise. */
function written(edit: (counter: Counter, now: number) => Counter): Change {
  return checking<RateLimit>('rate-limit', (inner, context) => {
    const stop = inner(context);
    for (const [index, write] of context.writes.entries())
      if (write.write === 'counter' && write.name === name)
        context.writes[index] = { ...write, counter: edit(write.counter, context.now) };
    return stop;
  });
}

function countingFor(scope: Scope): Change {
  return enforcing<RateLimit>('rate-limit', (inner) => ({
    ask(request, wants) {
      inner.ask?.(request, wants);
      for (const [index, counter] of wants.counters.entries())
        if (counter.name === name) wants.counters[index] = { scope, name };
    },
    check(context) {
      const stop = inner.check?.(context);
      for (const [index, write] of context.writes.entries())
        if (write.write === 'counter' && write.name === name)
          context.writes[index] = { ...write, scope };
      return stop;
    },
  }));
}

/** One operation has a limit of its own. */
export function countingApart(operation: string): Change {
  const own = `${name} of ${operation}`;
  return enforcing<RateLimit>(
    'rate-limit',
    (inner) => ({
      ask(request, wants) {
        inner.ask?.(request, wants);
        for (const [index, counter] of wants.counters.entries())
          if (counter.name === name) wants.counters[index] = { ...counter, name: own };
      },
      check(context) {
        const { counters } = context.facts;
        const seen = new Map(counters);
        const counter = counters.get(own);
        if (counter) seen.set(name, counter);
        const stop = inner.check?.({ ...context, facts: { ...context.facts, counters: seen } });
        for (const [index, write] of context.writes.entries())
          if (write.write === 'counter' && write.name === name)
            context.writes[index] = { ...write, name: own };
        return stop;
      },
    }),
    (_declared, { id }) => id === operation,
  );
}
