/** What a provider's double starts with. */
export interface World {
  readonly provider: string;
  readonly tenants: readonly Tenant[];
}

/** A customer of the provider: a team, an organisation, an app. */
export interface Tenant {
  readonly id: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly credentials: readonly WorldCredential[];
  /** What the tenant has, by kind. */
  readonly entities?: Readonly<Record<string, readonly WorldEntity[]>>;
}

export interface WorldCredential {
  /** What it is good for in a test: `primary`, `second-key`, `second-tenant`, `lacking-ability`… */
  readonly role: string;
  readonly token: string;
  readonly abilities?: readonly string[];
  readonly subject?: string;
}

export interface WorldEntity extends Readonly<Record<string, unknown>> {
  readonly id: string;
}
