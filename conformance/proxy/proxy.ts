import type { Contract } from '../../specs/contract/types.ts';
import type { Target } from '../target/target.ts';
import { Clerk } from './clerk.ts';
import { JournalFile } from './journal-file.ts';
import type { Watched } from './ledger.ts';
import { Door } from './traffic/door.ts';

export interface ProxyOptions {
  /** The server, as http or https; the paths of the contract follow it. */
  readonly upstream: string;
  /** 0, any that is free, by default. */
  readonly port?: number;
  /** The loopback interface by default. */
  readonly host?: string;
  /** What a target file says of the server: whose credentials are whose, and what exists there. */
  readonly target?: Target;
  /** The file that gets a line for each exchange. */
  readonly journal?: string;
  /** Whether golden exchanges are gathered. */
  readonly record?: boolean;
  /** Told, once for each kind, what goes wrong beside the traffic. */
  readonly warn?: (message: string) => void;
}

export interface RunningProxy {
  /** Where the client is to be pointed at: `http://127.0.0.1:4011`. */
  readonly address: string;
  /** Stops, cuts off what is under way, and says what passed. */
  close(): Promise<Watched>;
}

/**
 * Stands between a client and a server: hands both on unchanged, and judges afterwards what passed.
 *
 * @throws FileError for a journal that cannot be written. @throws Error where the port is taken.
 * @example
 * const proxy = await startProxy(loadProvider('mava'), { upstream: 'https://staging.example' });
 * // point the client at proxy.address, let it work, and then:
 * const { report } = await proxy.close();
 */
export async function startProxy(contract: Contract, options: ProxyOptions): Promise<RunningProxy> {
  const { port = 0, host = '127.0.0.1', warn = () => {}, target, ...settings } = options;
  // What is wrong with it is said better here than by the thread that writes it.
  if (options.journal !== undefined) new JournalFile(options.journal).close();
  const { controls: _, ...described } = target ?? {};
  const clerk = await Clerk.hire(
    { contract, ...settings, ...(target && { target: described as typeof target }) },
    warn,
  );
  const door = new Door(options.upstream, (passed) => clerk.add(passed));
  try {
    const address = await door.open(port, host);
    return {
      address,
      async close() {
        await door.close();
        return clerk.end();
      },
    };
  } catch (error) {
    await clerk.end();
    throw error;
  }
}
