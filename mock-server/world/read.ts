import path from 'node:path';
import type { GoldenExchanges } from '../../specs/contract/golden-exchange.ts';
import { FileError } from '../../specs/contract/problem.ts';
import { readExchanges } from '../../specs/contract/read-exchanges.ts';
import { packageRoot } from '../../specs/contract/root.ts';
import { readData } from '../../specs/contract/source.ts';
import type { CompiledProvider } from '../engine/compile-provider.ts';
import type { ProviderCode } from '../rooms.ts';
import { loadWorld } from './load.ts';
import { withNamed } from './with-named.ts';
import type { World } from './world.ts';

/** Files of a user's that say what doubles start with. */
export interface WorldFiles {
  readonly worlds: readonly string[];
  /** Golden exchanges: what accepted requests name is there too. */
  readonly exchanges: readonly string[];
}

/**
 * The world of each provider: of the files that were named, the last that is its, else its own.
 *
 * @returns the worlds, and the providers that were named.
 * @throws FileError for a file that cannot be used.
 */
export function readWorlds(
  providers: readonly CompiledProvider[],
  code: ReadonlyMap<string, ProviderCode>,
  files: WorldFiles,
): { worlds: readonly World[]; given: ReadonlySet<string> } {
  const rules = new Map(
    providers.flatMap(({ name }) => {
      const found = code.get(name);
      return found ? [[name, found.world] as const] : [];
    }),
  );
  const named = new Map(
    files.worlds.map((file) => loadWorld(file, rules)).map((world) => [world.provider, world]),
  );
  const golden = files.exchanges.map((file) => exchangesIn(file, [...rules.keys()]));
  const worlds = providers.map(({ name, contract }) => {
    const world = named.get(name) ?? ownWorld(name);
    const own = golden.filter(({ provider }) => provider === name);
    const known = rules.get(name);
    if (!known) return world;
    return own.reduce((so, { exchanges }) => withNamed(so, contract, known, exchanges), world);
  });
  return { worlds, given: new Set([...named.keys(), ...golden.map((one) => one.provider)]) };
}

/** @throws FileError for a file of no provider that is served. */
function exchangesIn(file: string, served: readonly string[]): GoldenExchanges {
  const found = readExchanges(file);
  if (served.includes(found.provider)) return found;
  const message = `there is no double of ${JSON.stringify(found.provider)}`;
  const mend = `Give exchanges of ${served.join(' or ')}.`;
  throw new FileError(file, [{ pointer: '/provider', message, mend }]);
}

function ownWorld(provider: string): World {
  return readData(path.join(packageRoot, 'fixtures', 'worlds', `${provider}.yaml`)) as World;
}
