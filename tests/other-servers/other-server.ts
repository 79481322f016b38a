/**
 * A server that is not the double: written from the provider's page alone, it keeps every documented clause
 * and chooses otherwise where a clause is assumed. What judges by the documents has to pass it.
 */
export interface OtherServer {
  readonly provider: string;
  /** Stands for the origin of the provider's own server. */
  readonly baseUrl: string;
  /** By role: `primary`, `second-key` of the same tenant, `second-tenant`, and what the provider has besides. */
  readonly credentials: Readonly<Record<string, Credential>>;
  /** What exists there, in the kinds and fields of the provider's world. */
  readonly tenants: readonly Tenant[];
  /** Moves the server's own clock forward. */
  advance(seconds: number): void;
  close(): Promise<void>;
}

export interface Credential {
  readonly tenant: string;
  /** The header as it is to be sent: its name and its whole value. */
  readonly header: string;
  readonly value: string;
  /** The person that the credential stands for. */
  readonly subject?: string;
  readonly abilities?: readonly string[];
}

export interface Tenant {
  readonly id: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly entities: Readonly<Record<string, readonly object[]>>;
}

/** The module of one provider's server. */
export interface OtherServerModule {
  readonly variants: readonly string[];
  start(variant: string): Promise<OtherServer>;
}
