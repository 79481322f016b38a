import type { Contract } from '../../../specs/contract/types.ts';
import type { Credential, Target } from '../../target/target.ts';
import { withoutUser } from '../../wire/without-user.ts';
import type { Caller } from './exchange-of.ts';
import type { Secrets } from './secrets.ts';

/** As many get a variable of their own in what is shown. */
const mostCallers = 100;

/**
 * Who calls, by the role that a target file gives a credential or else by the order of coming, and the server
 * as a target in which marks stand for all credentials.
 */
export class Callers {
  readonly target: Target;
  readonly #credentials: Record<string, Credential> = {};
  readonly #given: Target | undefined;
  readonly #secrets: Secrets;

  constructor(contract: Contract, upstream: string, secrets: Secrets, given: Target | undefined) {
    for (const [role, credential] of Object.entries(given?.credentials ?? {}))
      this.#credentials[role] = { ...credential, value: markOf(role) };
    this.#given = given;
    this.#secrets = secrets;
    this.target = {
      provider: contract.provider,
      baseUrl: withoutUser(upstream).replace(/\/$/, ''),
      credentials: this.#credentials,
      tenants: given?.tenants ?? [],
      may: { exhaustRateLimit: false, useUpQuota: false, createTickets: 0 },
      ...(given?.lacks && { lacks: given.lacks }),
    };
  }

  /** Undefined where a request shows no credential in its place. */
  of(headers: Readonly<Record<string, string>>): Caller | undefined {
    const shown = this.#secrets.credentialOf(headers);
    const name = this.#secrets.callerOf(headers);
    if (!shown || name === undefined) return undefined;
    const { header, value } = shown;
    const own = Object.entries(this.#given?.credentials ?? {}).find(
      ([, credential]) => credential.value === value,
    );
    const role = own?.[0] ?? name;
    const mark = markOf(role);
    const isRoom = Object.keys(this.#credentials).length < mostCallers;
    if (isRoom) this.#credentials[role] ??= { tenant: '', header, value: mark };
    return { role, header, mark };
  }
}

function markOf(role: string): string {
  return `[${role}]`;
}
