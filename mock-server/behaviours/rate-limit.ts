import type { RateLimit } from '../../specs/behaviours/rate-limit.ts';
import type { Context } from '../engine/context.ts';
import type { Enforcer } from '../engine/enforcer.ts';
import type { Counter } from '../engine/facts.ts';
import { refuse } from '../engine/outcome.ts';

const name = 'rate-limit';

/** Counts a credential's requests in windows of fixed length, each begun by the first request after the last one's end. */
export const enforce: Enforcer<RateLimit> = ({ clause, limit, window, exceeded }) => {
  const policy = `"default";q=${limit};w=${window}`;

  const tell = (context: Context, { value, since }: Counter): number => {
    const seconds = Math.ceil((since + window * 1000 - context.now) / 1000);
    context.headers['RateLimit-Policy'] = policy;
    context.headers.RateLimit = `"default";r=${limit - value};t=${seconds}`;
    return seconds;
  };

  return {
    ask(_request, wants) {
      wants.counters.push({ scope: 'credential', name });
    },
    check(context) {
      context.clauses.push(clause);
      const open = currentWindow(context.facts.counters.get(name), context.now, window);
      if (open.value >= limit) {
        const seconds = tell(context, open);
        context.headers['Retry-After'] = String(seconds);
        return refuse(exceeded, {
          reason: `${limit} requests in ${window} s are used up for ${seconds} s more`,
        });
      }
      const counter = { value: open.value + 1, since: open.since };
      tell(context, counter);
      context.writes.push({ write: 'counter', scope: 'credential', name, counter });
      return undefined;
    },
  };
};

/** The window that is open now; a clock that was set back begins a new one as well. */
function currentWindow(counter: Counter | undefined, now: number, window: number): Counter {
  const isOpen = counter && now >= counter.since && now < counter.since + window * 1000;
  return isOpen ? counter : { value: 0, since: now };
}
