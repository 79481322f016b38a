import { jsonOf } from '../../specs/contract/json.ts';
import type { Contract } from '../../specs/contract/types.ts';
import { pairCount, pairsIn } from '../cases/pairs.ts';
import type { Case, Kind } from './case.ts';
import { kinds } from './case.ts';
import type { Generation } from './generate.ts';

/** How much of something is covered, of how much there is. */
export interface Share {
  readonly seen: number;
  readonly of: number;
}

/** Counts what the cases that were made cover, of what the whole plan covers. */
export class Summary {
  readonly #contract: Contract;
  readonly #generation: Generation;
  readonly #kinds = new Map<Kind, number>();
  readonly #clauses = new Set<string>();
  readonly #constraints = new Set<string>();
  readonly #operators = new Map<string, number>();
  readonly #pairs = new Set<string>();
  #count = 0;

  constructor(contract: Contract, generation: Generation) {
    this.#contract = contract;
    this.#generation = generation;
  }

  add(one: Case): void {
    this.#count++;
    this.#kinds.set(one.kind, (this.#kinds.get(one.kind) ?? 0) + 1);
    for (const clause of one.clauses) this.#clauses.add(clause);
    const change = one.violation ?? one.varies;
    if (!change) return;
    this.#constraints.add(constraintOf(one));
    const operator = `${change.keyword} ${change.operator}`;
    this.#operators.set(operator, (this.#operators.get(operator) ?? 0) + 1);
  }

  /** Reads a case's body for the pairs of fields that it has, which takes longer than all else. */
  addPairs({ id, violation, steps }: Case): void {
    const { body } = steps[0].request;
    if (violation || steps.length > 1 || !body || !('text' in body)) return;
    const value = jsonOf(body.text);
    for (const { plan } of this.#generation.programs) {
      if (!id.startsWith(`${this.#contract.provider}/${plan.operation.id}/`)) continue;
      for (const form of plan.forms)
        for (const pair of pairsIn(form, value)) this.#pairs.add(`${plan.operation.id} ${pair}`);
    }
  }

  get count(): number {
    return this.#count;
  }

  get kinds(): ReadonlyMap<Kind, number> {
    return new Map(
      kinds.flatMap((kind) => {
        const count = this.#kinds.get(kind);
        return count === undefined ? [] : [[kind, count] as const];
      }),
    );
  }

  /** Of the clauses that requests can touch, those that these did. */
  get clauses(): Share & { readonly missed: readonly string[] } {
    const all = this.#generation.clauses;
    const missed = [...all].filter((id) => !this.#clauses.has(id));
    return { seen: all.size - missed.length, of: all.size, missed };
  }

  /** Of all clauses that the contract has. */
  get contract(): Share {
    return { seen: this.#clauses.size, of: this.#contract.clauses.size };
  }

  /** Constraints that were kept, or just kept, and those that were broken. */
  constraints(side: 'kept' | 'broken'): Share {
    const isSide = (name: string) => name.startsWith(side);
    const changed = this.#generation.plan.filter((one) => one.violation ?? one.varies);
    const all = new Set(changed.map(constraintOf));
    return {
      seen: [...this.#constraints].filter(isSide).length,
      of: [...all].filter(isSide).length,
    };
  }

  /** How many cases there are of each operator. */
  get operators(): ReadonlyMap<string, number> {
    return new Map([...this.#operators].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  get pairs(): Share {
    const forms = this.#generation.programs.flatMap(({ plan }) => plan.forms);
    return { seen: this.#pairs.size, of: forms.reduce((sum, form) => sum + pairCount(form), 0) };
  }
}

type Labelled = Pick<Case, 'violation' | 'varies'>;

function constraintOf({ violation, varies }: Labelled): string {
  const { pointer = '', keyword = '' } = violation ?? varies ?? {};
  return `${violation ? 'broken' : 'kept'} ${pointer} ${keyword}`;
}
