import path from 'node:path';
import { loadProvider } from '../../../specs/contract/load.ts';
import { packageRoot } from '../../../specs/contract/root.ts';
import { creationLoad, withoutBase } from '../creation-load.ts';
import { freePort, startServer } from '../server.ts';
import { primaryOf } from './primary.ts';
import type { Subject } from './subject.ts';

const program = path.join(packageRoot, 'node_modules', '.bin', 'prism');

/** Prism's mock of the same contract, as it starts by itself. */
export const prismDefault = prism('Prism', []);
/** The same without its log. */
export const prismQuiet = prism('Prism, quiet', ['--verboseLevel', 'silent']);

function prism(name: string, options: readonly string[]): Subject {
  return {
    name,
    missing: undefined,
    async open(provider) {
      const port = await freePort();
      const { file } = loadProvider(provider);
      const command = [process.execPath, program, 'mock', file, '--port', `${port}`, ...options];
      const load = withoutBase(provider, creationLoad(provider, primaryOf(provider)));
      return { server: await startServer({ command, port }), loads: [load] };
    },
  };
}
