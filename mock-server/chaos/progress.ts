import { chance, delayOf } from './random.ts';
import { type Chaos, isBeside, type Rule, type Share, type Trouble } from './trouble.ts';

/** What a request is to the rules of chaos. */
interface Met {
  readonly provider: string;
  readonly operation: string;
  readonly credential: string | undefined;
  /** Milliseconds of the sandbox's clock. */
  readonly now: number;
  /** Whether an earlier request came over the same connection. */
  readonly isReused: boolean;
}

interface Count {
  /** Requests that the rule is for. */
  seen: number;
  /** Those of them that had its trouble. */
  met: number;
}

/** The counts of one chaos. */
interface Run {
  readonly id: string;
  readonly counts: readonly Count[];
}

/** How often each rule of a sandbox's chaos was met. It is this process's own count, and ends with it. */
export class Progress {
  /** The latest of each sandbox, and the one before. */
  readonly #runs = new Map<string, readonly Run[]>();

  /** Deals out the trouble for one request; with the same seed, the nth of a rule's requests has the same. */
  deal(sandbox: string, chaos: Chaos, met: Met): Share {
    const elapsed = (met.now - chaos.since) / 1000;
    const found: Trouble[] = [];
    let latency = 0;
    if (chaos.for !== undefined && elapsed >= chaos.for)
      return { main: undefined, besides: [], latency };
    const counts = this.countsOf(sandbox, chaos);
    for (const [index, rule] of chaos.rules.entries()) {
      const count = counts[index] as Count;
      const isTaken = !isBeside(rule) && found.some((other) => !isBeside(other));
      if (isTaken || !isFor(rule, met, elapsed) || isOver(rule, count)) continue;
      const nth = count.seen;
      count.seen += 1;
      if (chance(chaos.seed, index, nth, 0) >= (rule.probability ?? 1)) continue;
      count.met += 1;
      found.push(rule);
      if (rule.trouble === 'latency') {
        const [one, other] = [chance(chaos.seed, index, nth, 1), chance(chaos.seed, index, nth, 2)];
        latency += delayOf(rule.latency, one, other);
      }
    }
    return {
      main: found.find((trouble) => !isBeside(trouble)),
      besides: found.filter(isBeside),
      // However short, it is told of.
      latency: Math.ceil(latency),
    };
  }

  /** By rule. */
  countsOf(sandbox: string, { id, rules }: Chaos): readonly Count[] {
    const runs = this.#runs.get(sandbox) ?? [];
    const known = runs.find((run) => run.id === id);
    if (known) return known.counts;
    const counts = rules.map(() => ({ seen: 0, met: 0 }));
    // Who was on the way when one took another's place asks for that one still, and must not end this one's count.
    this.#runs.set(sandbox, [{ id, counts }, ...runs.slice(0, 1)]);
    return counts;
  }

  forget(sandbox: string): void {
    this.#runs.delete(sandbox);
  }
}

function isFor(rule: Rule, met: Met, elapsed: number): boolean {
  if (rule.trouble === 'closed-connection' && !met.isReused) return false;
  const isWho =
    is(rule.provider, met.provider) &&
    is(rule.operation, met.operation) &&
    is(rule.credential, met.credential);
  return isWho && isBetween(elapsed, rule);
}

/** A clock can be set back to before the chaos began: what began with it goes on. */
function isBetween(
  elapsed: number,
  { from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY }: Rule,
): boolean {
  return elapsed >= from && elapsed < until;
}

function is(wanted: string | undefined, found: string | undefined): boolean {
  return wanted === undefined || wanted === found;
}

function isOver({ first, times }: Rule, { seen, met }: Count): boolean {
  return seen >= (first ?? Number.POSITIVE_INFINITY) || met >= (times ?? Number.POSITIVE_INFINITY);
}
