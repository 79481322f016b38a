import type { SandboxState } from '../sandbox-state.ts';

/** Something that a tenant has: a customer, an agent, a queue, a ticket, a notification… */
export interface Entity {
  readonly tenant: string;
  readonly kind: string;
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Who calls, as its token tells. */
export interface Credential {
  readonly id: string;
  readonly tenant: string;
  /** The person that the token stands for, where the provider has such. */
  readonly subject?: string;
  readonly abilities: readonly string[];
  /** The settings of its tenant: quotas, prefixes, first numbers. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface Counter {
  readonly value: number;
  /** When it began to count, in milliseconds of the sandbox's clock. */
  readonly since: number;
}

/** A used idempotency key: what it was used with, and what a replay answers. */
export interface StoredKey {
  readonly fingerprint: string;
  readonly status: number;
  readonly body: string;
  readonly at: number;
}

export type Scope = 'tenant' | 'credential';

/** What a decision will need to know, said before anything is read. Behaviours add to it. */
export interface Wants {
  token: string | undefined;
  key: { readonly scope: Scope; readonly value: string } | undefined;
  readonly counters: { readonly scope: Scope; readonly name: string }[];
  /** Entities by their id, or by another field that is looked up. */
  readonly entities: { readonly kind: string; readonly field: string; readonly value: string }[];
  /** Kinds of which every entity of the tenant is needed. */
  readonly lists: string[];
}

/** What the store knew when it was asked; nothing changes it before the decision's writes are in. */
export interface Facts {
  /** Milliseconds since 1970, by the clock that all who share the store go by. */
  readonly realTime: number;
  readonly sandbox: string;
  readonly state: SandboxState;
  readonly credential: Credential | undefined;
  readonly key: StoredKey | undefined;
  /** By name; a counter that never counted is absent. */
  readonly counters: ReadonlyMap<string, Counter>;
  /** By `lookupName`, of every tenant. */
  readonly entities: ReadonlyMap<string, readonly Entity[]>;
  /** By kind, of the caller's tenant, in the order of their creation. */
  readonly lists: ReadonlyMap<string, readonly Entity[]>;
}

export function noWants(): Wants {
  return { token: undefined, key: undefined, counters: [], entities: [], lists: [] };
}

/** The name under which the facts hold what was found for one wanted entity. */
export function lookupName(kind: string, field: string, value: string): string {
  return `${kind} ${field} ${value}`;
}

/** A change that a decision asks for. A decision's writes are all done or none is. */
export type Write =
  /** A new entity; an id that is taken is a failure. */
  | {
      readonly write: 'entity';
      readonly kind: string;
      readonly id: string;
      readonly data: Readonly<Record<string, unknown>>;
      /**
       * Fields other than the id by which it is looked up: of several with one value the first is found.
       * Absent where no request refers to it, not even by its id.
       */
      readonly aliases?: Readonly<Record<string, string>> | undefined;
    }
  | {
      readonly write: 'change';
      readonly kind: string;
      readonly id: string;
      readonly data: Readonly<Record<string, unknown>>;
    }
  | {
      readonly write: 'counter';
      readonly scope: Scope;
      readonly name: string;
      readonly counter: Counter;
    }
  | {
      readonly write: 'key';
      readonly scope: Scope;
      readonly value: string;
      readonly key: StoredKey;
    };
