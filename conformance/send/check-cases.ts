import { FileError } from '../../specs/contract/problem.ts';
import type { Case } from '../generate/case.ts';
import { emptyError } from './read-cases.ts';

/** What a file of cases has in it. */
export interface Checked {
  readonly provider: string;
  readonly total: number;
}

/**
 * Reads cases to their end, so that nothing is sent before all of them are known to be right.
 *
 * @param done ids that an earlier run has results of: each must be there, and none twice.
 * @throws FileError for the first thing that is wrong.
 */
export async function checkCases(
  name: string,
  cases: AsyncIterable<Case>,
  done?: ResultsKnown,
): Promise<Checked> {
  const ids = done && new Set<string>();
  let provider: string | undefined;
  let total = 0;
  for await (const one of cases) {
    provider ??= one.provider;
    total++;
    if (ids?.has(one.id)) throw twice(name, one.id);
    ids?.add(one.id);
  }
  if (provider === undefined) throw emptyError(name);
  const stranger = done && [...done.ids].find((id) => !ids?.has(id));
  if (done && stranger !== undefined) throw ofOthers(done.file, `the result of ${stranger}`, name);
  return { provider, total };
}

/** The results of an earlier run, or of none yet. */
export interface ResultsKnown {
  readonly file: string;
  readonly ids: Iterable<string>;
}

/** What was sent once would count for both. */
function twice(name: string, id: string): FileError {
  const message = `there are two cases with the id ${id}`;
  const mend = 'Give each an id of its own: results are known by it.';
  return new FileError(name, [{ pointer: '', message, mend }]);
}

/** @param what of the results has no case: `1 result`. */
export function ofOthers(file: string, what: string, name: string): FileError {
  const message = `${what} in it is of no case of ${name}`;
  const mend = 'Give the results of these cases, or begin others: --results <another file>.';
  return new FileError(file, [{ pointer: '', message, mend }]);
}
