import type { Case } from '../case.ts';
import { demandKnownVariables } from './credentials.ts';
import type { About } from './format.ts';

/** One case a line, as `case-schema.ts` describes it. */
export function* writeJsonl(cases: Iterable<Case>, about: About): Generator<string> {
  for (const one of cases) {
    demandKnownVariables(one, about);
    yield `${JSON.stringify(one)}\n`;
  }
}
