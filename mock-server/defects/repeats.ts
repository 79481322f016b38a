import { canonicalJson } from '../engine/canonical.ts';
import { bodyOf } from '../engine/request.ts';
import { type Decided, decidingWith } from './answers.ts';
import type { Change } from './defect.ts';

/**
 * A request that repeats an earlier one of its caller's gets that one's answer, and nothing is created.
 *
 * @param among which accepted requests it is about.
 */
export function repeatsAreReplayed(among: (decided: Decided) => boolean = () => true): Change {
  return decidingWith(() => {
    const answers = new Map<string, string>();
    return (decided) => {
      const { operation, request, facts, decision } = decided;
      if (decision.outcome !== 'accepted' || !among(decided)) return undefined;
      const caller = `${facts.sandbox} ${facts.credential?.id} ${operation.operation.id}`;
      const name = `${caller} ${canonicalJson(bodyOf(request))}`;
      const earlier = answers.get(name);
      if (earlier !== undefined) return { body: earlier, writes: [] };
      answers.set(name, decision.body);
      return undefined;
    };
  });
}
