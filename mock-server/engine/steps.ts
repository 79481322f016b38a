import { decide } from './decide.ts';
import type { Facts, Wants } from './facts.ts';
import type { Decision } from './outcome.ts';
import { parseBody } from './parse.ts';

/** Reads the facts, has the decision made, and does its writes: what a store does. */
export type Transact = (
  provider: string,
  wants: Wants,
  decide: (facts: Facts) => Decision,
) => Promise<Decision>;

/** What a request goes through from its body to its decision. Only a defect has steps of its own. */
export interface Steps {
  readonly parse: typeof parseBody;
  readonly decide: typeof decide;
  readonly settle: (
    store: { readonly transact: Transact },
    provider: string,
    wants: Wants,
    decide: (facts: Facts) => Decision,
  ) => Promise<Decision>;
}

export const steps: Steps = {
  parse: parseBody,
  decide,
  settle: (store, provider, wants, decide) => store.transact(provider, wants, decide),
};
