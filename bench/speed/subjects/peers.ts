import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Provider } from '../../../specs/contract/providers.ts';
import { readableCopy } from '../../peers/readable-copy.ts';
import { creationLoad } from '../creation-load.ts';
import { missingOf, type PeerPackage, peerPackages, programOf } from '../peer-packages.ts';
import { freePort, startServer } from '../server.ts';
import { primaryOf } from './primary.ts';
import type { Subject } from './subject.ts';
import { writeMapping } from './wiremock-mapping.ts';

const { mockoon, wiremock, specmatic } = peerPackages;

/** Each as quiet as its options make it. */
export const otherPeers: readonly Subject[] = [
  peer('Mockoon', mockoon, (provider, folder, port) => [
    ...[process.execPath, programOf(mockoon), 'start', '--data', copyOf(provider, folder)],
    ...['--hostname', '127.0.0.1', '--port', port, '--disable-log-to-file', '--disable-admin-api'],
  ]),
  peer('WireMock', wiremock, (provider, folder, port) => [
    ...['java', '-jar', programOf(wiremock), '--root-dir', writeMapping(provider, folder)],
    ...['--bind-address', '127.0.0.1', '--port', port, '--disable-banner'],
    ...['--no-request-journal', '--disable-request-logging'],
  ]),
  peer('Specmatic', specmatic, (provider, folder, port) => [
    ...['java', '-jar', programOf(specmatic), 'mock', copyOf(provider, folder)],
    ...['--host', '127.0.0.1', '--port', port, '--noConsoleLog', '--hot-reload', 'disabled'],
  ]),
];

function peer(
  name: string,
  from: PeerPackage,
  commandFor: (provider: Provider, folder: string, port: string) => readonly string[],
): Subject {
  return {
    name,
    missing: missingOf(from),
    async open(provider, folder) {
      const port = await freePort();
      const command = commandFor(provider, folder, String(port));
      return {
        server: await startServer({ command, port, folder }),
        loads: [creationLoad(provider, primaryOf(provider))],
      };
    },
  };
}

/** The contract without extensions, which not all of them can read. */
function copyOf(provider: Provider, folder: string): string {
  const file = path.join(folder, `${provider}.json`);
  writeFileSync(file, JSON.stringify(readableCopy(provider)));
  return file;
}
