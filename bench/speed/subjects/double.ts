import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { DoubleAdmin } from '../../../conformance/target/double-admin.ts';
import type { Provider } from '../../../specs/contract/providers.ts';
import { benchWorld } from '../../bench-world.ts';
import { doubleArguments } from '../../child-server.ts';
import { type Credentials, creationLoad } from '../creation-load.ts';
import { type Server, startServer } from '../server.ts';
import type { Subject } from './subject.ts';

/** Ours as `npm start` has it, in memory and with its journal; it prints no line for each request. */
export const double: Subject = {
  name: 'Doublecheck',
  missing: undefined,
  async open(provider, folder) {
    const server = await openDouble(provider, folder);
    const credentials = await credentialsOf(server, provider);
    return { server, loads: [creationLoad(provider, credentials)] };
  },
};

/** With the provider's world for benchmarks, in which no limit is reached. */
export function openDouble(provider: Provider, folder: string): Promise<Server> {
  const world = path.join(folder, `${provider}-world.json`);
  writeFileSync(world, JSON.stringify(benchWorld(provider)));
  return startServer({
    command: [process.execPath, ...doubleArguments(provider, '--world', world)],
  });
}

/** A target as the admin API tells it, as far as it is needed here. */
interface Known {
  readonly credentials: Readonly<
    Record<string, { readonly header: string; readonly value: string }>
  >;
}

/** Of one role; without a role the many that were made for benchmarks, or else the primary one. */
export async function credentialsOf(
  { address }: Server,
  provider: Provider,
  role?: string,
): Promise<Credentials> {
  const known = (await adminOf(address).call('GET', `/targets/${provider}`)) as Known;
  const made = Object.keys(known.credentials).filter((name) => name.startsWith('bench-'));
  return pick(known, role ? [role] : made.length > 0 ? made : ['primary']);
}

export interface Sandbox {
  readonly id: string;
  /** Of the role primary. */
  readonly credentials: Credentials;
}

export async function openSandbox(address: string, provider: Provider): Promise<Sandbox> {
  const { id, targets } = (await adminOf(address).call('POST', '/sandboxes')) as {
    readonly id: string;
    readonly targets: Readonly<Record<string, Known>>;
  };
  return { id, credentials: pick(targets[provider], ['primary']) };
}

export function adminOf(address: string): DoubleAdmin {
  return new DoubleAdmin(address, undefined);
}

function pick(known: Known | undefined, roles: readonly string[]): Credentials {
  const found = roles.flatMap((role) => known?.credentials[role] ?? []);
  const [first] = found;
  if (!first) throw new Error(`the double has no credential ${roles}`);
  return { header: first.header, values: found.map(({ value }) => value) };
}
