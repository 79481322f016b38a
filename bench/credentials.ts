import { DoubleAdmin } from '../conformance/target/double-admin.ts';
import type { Provider } from '../specs/contract/providers.ts';

/** A header with a value for each caller. */
export interface Credentials {
  readonly header: string;
  readonly values: readonly string[];
}

/** A target as the admin API tells it, as far as it is needed here. */
export interface Known {
  readonly credentials: Readonly<
    Record<string, { readonly header: string; readonly value: string }>
  >;
}

/** A double's of one role; without a role the many that were made for benchmarks, or else the primary one. */
export async function credentialsOf(
  { address }: { readonly address: string },
  provider: Provider,
  role?: string,
): Promise<Credentials> {
  const known = (await adminOf(address).call('GET', `/targets/${provider}`)) as Known;
  const made = Object.keys(known.credentials).filter((name) => name.startsWith('bench-'));
  return pick(known, role ? [role] : made.length > 0 ? made : ['primary']);
}

/** @throws Error when the target has none of these roles. */
export function pick(known: Known | undefined, roles: readonly string[]): Credentials {
  const found = roles.flatMap((role) => known?.credentials[role] ?? []);
  const [first] = found;
  if (!first) throw new Error(`the double has no credential ${roles}`);
  return { header: first.header, values: found.map(({ value }) => value) };
}

export function adminOf(address: string): DoubleAdmin {
  return new DoubleAdmin(address, undefined);
}
