/** A server to judge: where it is, who may call it, what exists there, and what the suite may do to it. */
export interface Target {
  readonly provider: string;
  /** Stands for the origin of the provider's own server; the paths of the contract follow it. */
  readonly baseUrl: string;
  /** By role: `primary` is needed; `second-key` shares its tenant; `second-tenant` does not. */
  readonly credentials: Readonly<Record<string, Credential>>;
  readonly tenants: readonly Tenant[];
  /**
   * Where the server differs from the contract by arrangement: a staging server with 10 requests per 5 s.
   * `bodyTimeout` is how many seconds it waits for a body; without it nobody waits to see.
   */
  readonly limits?: { readonly rate?: RateWindow; readonly bodyTimeout?: number };
  /** Clauses, as ids or patterns with `*`, that the server is known not to have. */
  readonly lacks?: readonly string[];
  readonly may: Permissions;
  readonly pacing?: Pacing;
  readonly controls?: Controls;
  /** What is to be left out of every output besides the credentials: an administrator's key in a hook. */
  readonly secrets?: readonly string[];
}

/** A credential as it is sent. */
export interface Credential {
  readonly tenant: string;
  readonly header: string;
  readonly value: string;
  readonly abilities?: readonly string[];
  /** The person that the token stands for, where the provider has such. */
  readonly subject?: string;
}

/** An account at the provider, and what of it the suite may refer to. */
export interface Tenant {
  readonly id: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** By kind: `customer`, `agent`, `queue`… each with its `id` and the fields that requests name. */
  readonly entities: Readonly<Record<string, readonly Entity[]>>;
}

export interface Entity {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** At most `limit` requests in `window` seconds. */
export interface RateWindow {
  readonly limit: number;
  readonly window: number;
}

/** What the suite may do beyond sending requests that are refused. */
export interface Permissions {
  /** Send more requests than the limit allows, on the credential `second-key`. */
  readonly exhaustRateLimit: boolean;
  /** Use up the quota of the role `small-quota`. */
  readonly useUpQuota: boolean;
  /** How many tickets it may create. */
  readonly createTickets: number;
}

export interface Pacing {
  readonly requestsPerSecond?: number;
  /** How many requests may be under way at once in the races. */
  readonly concurrency?: number;
}

/**
 * What can be done to the server from behind: our double has all of it, most others a reset at best. What
 * takes a signal gives up as soon as it is aborted, and throws the signal's reason.
 */
export interface Controls {
  /** Moves the server's clock forward. */
  advance?(seconds: number, signal?: AbortSignal): Promise<void>;
  /** What the server's clock shows, in milliseconds since 1970. */
  now?(): Promise<number>;
  /** Makes the next request fail inside the provider. */
  failNext?(): Promise<void>;
  /** Puts the server back to what the target describes. */
  reset?(signal?: AbortSignal): Promise<void>;
  /** Gives back what was borrowed: a sandbox. */
  release?(): Promise<void>;
}
