import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { has } from './cores.ts';

/** A peer that npm can install, outside of the project. */
export interface PeerPackage {
  readonly name: string;
  readonly version: string;
  /** What is run, within the package. */
  readonly program: string;
  readonly needsJava: boolean;
}

export const peerPackages = {
  mockoon: { name: '@mockoon/cli', version: '9.9.0', program: 'bin/run.js', needsJava: false },
  wiremock: {
    name: 'wiremock',
    version: '3.13.2',
    program: 'build/wiremock-standalone-3.13.2.jar',
    needsJava: true,
  },
  specmatic: { name: 'specmatic', version: '2.55.1', program: 'specmatic.jar', needsJava: true },
} as const satisfies Record<string, PeerPackage>;

/** Where installed peers stay for the next run. */
const cache = process.env.DOUBLECHECK_PEERS ?? path.join(userCache(), 'doublecheck-peers');

export function programOf(peer: PeerPackage): string {
  return path.join(folderOf(peer), 'node_modules', peer.name, peer.program);
}

/** Why a peer cannot run here; undefined when it can. */
export function missingOf(peer: PeerPackage): string | undefined {
  if (!existsSync(programOf(peer))) return 'not installed; --install does it';
  if (peer.needsJava && !has('java', ['-version'])) return 'needs Java';
  return undefined;
}

/** Installs what is not there yet; nothing that a package would run then is run. */
export function installPeers(): void {
  for (const peer of Object.values(peerPackages)) {
    if (existsSync(programOf(peer))) continue;
    const into = ['--prefix', folderOf(peer), '--no-audit', '--no-fund', '--ignore-scripts'];
    execFileSync('npm', ['install', ...into, `${peer.name}@${peer.version}`], { stdio: 'inherit' });
  }
}

/** One a version, so that another one is another folder. */
function folderOf({ name, version }: PeerPackage): string {
  return path.join(cache, `${name.replaceAll(/\W+/g, '-')}-${version}`);
}

function userCache(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const mac = process.platform === 'darwin' && path.join(homedir(), 'Library', 'Caches');
  return XDG_CACHE_HOME || LOCALAPPDATA || mac || path.join(homedir(), '.cache');
}
