import { isAssumption } from '../../mock-server/defects/defect.ts';
import { defectsOf } from '../../mock-server/defects/index.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import type { Provider } from '../../specs/contract/providers.ts';
import { clauseOf } from '../kill-matrix/outcome.ts';

/**
 * Defects of documented clauses, which a peer that has only the document can be asked to find: of each
 * clause the first and the last in the list, and of these so many, evenly spread over it.
 */
export function sampleOf(provider: Provider, count: number): string[] {
  const contract = loadProvider(provider);
  const documented = [...defectsOf(contract).values()]
    .filter((defect) => !isAssumption(contract, defect))
    .map(({ id }) => id);
  const byClause = [...Map.groupBy(documented, clauseOf).values()];
  const ends = byClause.flatMap((ids) => [...new Set([ids[0], ids.at(-1)])]);
  const candidates = ends.filter((id) => id !== undefined);
  const step = Math.max(1, candidates.length / count);
  return candidates.filter(
    (_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step),
  );
}
