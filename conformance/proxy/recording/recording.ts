import { isDeepStrictEqual } from 'node:util';
import { stringify } from 'yaml';
import type { GoldenExchange } from '../../../specs/contract/golden-exchange.ts';
import type { Contract } from '../../../specs/contract/types.ts';
import { codesIn } from '../../reading/code.ts';
import { isMembers } from '../../reading/locate.ts';
import type { Target } from '../../target/target.ts';
import type { Secrets } from '../judging/secrets.ts';
import type { Judged } from '../judging/witness.ts';
import { goldenOf } from './golden.ts';

/** More are hardly read by anybody. */
const mostExchanges = 200;

/**
 * Golden exchanges that are gathered from what passes: the first of each operation, status, code and set of fields.
 * No secret is in any: one that cannot be told without is left out. Callers have the roles that the target file gives
 * them. Of all others the first is `primary`, and what the next are answered, who may be allowed other things, is
 * left out.
 */
export class Recording {
  readonly #contract: Contract;
  readonly #secrets: Secrets;
  readonly #roles: ReadonlySet<string>;
  /** Who that is. */
  #primary: string | null = null;
  readonly #found = new Map<string, GoldenExchange>();

  constructor(contract: Contract, secrets: Secrets, target?: Target) {
    this.#contract = contract;
    this.#secrets = secrets;
    this.#roles = new Set(Object.keys(target?.credentials ?? {}));
  }

  add(judged: Judged): void {
    if (this.#found.size >= mostExchanges) return;
    const kind = kindOf(judged);
    if (this.#found.has(kind)) return;
    const caller = judged.exchange.draft.as;
    const role = this.#roleOf(caller);
    const golden = role === undefined ? undefined : goldenOf(judged, role);
    if (!golden) return;
    const named = { name: kind, ...golden };
    if (!this.#isClean(named)) return;
    this.#found.set(kind, named);
    if (role === 'primary') this.#primary ??= caller;
  }

  /** Null for nobody, and undefined for who is left out. */
  #roleOf(caller: string | null): string | null | undefined {
    if (caller === null || (caller !== 'primary' && this.#roles.has(caller))) return caller;
    return (this.#primary ?? caller) === caller ? 'primary' : undefined;
  }

  /** How many there are. */
  get size(): number {
    return this.#clean.length;
  }

  /** A file as specs/contract/golden-exchange.ts describes it. */
  get text(): string {
    const about = `# Golden exchanges as they passed through doublecheck proxy: each replays at any server of its contract.\n`;
    const { provider } = this.#contract;
    const options = { lineWidth: 110, aliasDuplicateObjects: false };
    return about + stringify({ provider, exchanges: this.#clean }, options);
  }

  /** A token that was in a body before it was shown as one is known by now. */
  get #clean(): readonly GoldenExchange[] {
    return [...this.#found.values()].filter((golden) => this.#isClean(golden));
  }

  #isClean(golden: GoldenExchange): boolean {
    const { path } = golden.request;
    const isPathClean = this.#secrets.path(path) === path;
    return isPathClean && isDeepStrictEqual(this.#secrets.redactIn(golden), golden);
  }
}

/** `createTicket, 201, with customerId and message/content` */
function kindOf({ exchange: { draft, answer }, plan }: Judged): string {
  const codes = answer && answer.status >= 400 ? codesIn(answer).slice(0, 1) : [];
  const who = draft.as === null ? ['of nobody'] : [];
  const fields = draft.raw === undefined ? fieldsOf(draft.body) : ['a body that is no JSON'];
  const having = fields.length > 0 ? [`with ${fields.join(', ')}`] : [];
  return [plan.operation.id, String(answer?.status), ...codes, ...who, ...having].join(', ');
}

/** The names that a body has, two levels deep. */
function fieldsOf(body: unknown): string[] {
  if (!isMembers(body)) return body === undefined ? [] : ['a body that is no object'];
  return Object.entries(body).flatMap(([name, value]) =>
    isMembers(value) ? [name, ...Object.keys(value).map((inner) => `${name}/${inner}`)] : [name],
  );
}
