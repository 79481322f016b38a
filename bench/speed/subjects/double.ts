import type { Provider } from '../../../specs/contract/providers.ts';
import { writeBenchWorld } from '../../bench-world.ts';
import { doubleArguments } from '../../child-server.ts';
import { adminOf, type Credentials, credentialsOf, type Known, pick } from '../../credentials.ts';
import { creationLoad } from '../creation-load.ts';
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
  const world = writeBenchWorld(provider, folder);
  return startServer({
    command: [process.execPath, ...doubleArguments(provider, '--world', world)],
  });
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
