import path from 'node:path';
import { packageRoot } from '../../specs/contract/root.ts';
import { readData } from '../../specs/contract/source.ts';
import type { CompiledProvider } from '../engine/compile-provider.ts';
import type { ProviderCode } from '../rooms.ts';
import { loadWorld } from './load.ts';
import type { World } from './world.ts';

/**
 * The world of each provider: of the files that were named, the last that is its, else its own.
 *
 * @returns the worlds, and the providers whose world was named.
 * @throws FileError for a file that cannot be used.
 */
export function readWorlds(
  providers: readonly CompiledProvider[],
  code: ReadonlyMap<string, ProviderCode>,
  files: readonly string[],
): { worlds: readonly World[]; given: ReadonlySet<string> } {
  const rules = new Map(
    providers.flatMap(({ name }) => {
      const found = code.get(name);
      return found ? [[name, found.world] as const] : [];
    }),
  );
  const named = new Map(
    files.map((file) => loadWorld(file, rules)).map((world) => [world.provider, world]),
  );
  const worlds = providers.map(({ name }) => named.get(name) ?? ownWorld(name));
  return { worlds, given: new Set(named.keys()) };
}

function ownWorld(provider: string): World {
  return readData(path.join(packageRoot, 'fixtures', 'worlds', `${provider}.yaml`)) as World;
}
