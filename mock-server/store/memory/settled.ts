import { lookupName, type Write } from '../../engine/facts.ts';
import { taken } from './kind.ts';

type NewEntity = Extract<Write, { readonly write: 'entity' }>;

/**
 * The writes of a decision as if each had seen those before it, so that all can be looked at before the first is done:
 * of several of one thing one is left.
 *
 * @throws StoreFailure when two new entities have one id.
 */
export function settled(writes: readonly Write[]): readonly Write[] {
  if (!mayMeet(writes)) return writes;
  const left = new Map<string, Write>();
  const aliases = new Set<string>();
  for (const [index, write] of writes.entries()) {
    const name = nameOf(write) ?? String(index);
    const before = left.get(name);
    if (write.write === 'change' && before) {
      left.set(name, { ...before, data: write.data } as Write);
      continue;
    }
    if (write.write === 'entity' && before?.write === 'entity') throw taken(write.kind, write.id);
    // A new place, since a new entity is younger than those before it.
    left.delete(name);
    left.set(name, write.write === 'entity' ? withFreeAliases(write, aliases) : write);
  }
  return [...left.values()];
}

/** Most decisions write one thing of each kind: the rest would be for nothing. */
function mayMeet(writes: readonly Write[]): boolean {
  let entities = 0;
  let keys = 0;
  for (const write of writes) {
    if (write.write === 'key') keys += 1;
    if (write.write === 'change' || (write.write === 'entity' && write.aliases)) entities += 1;
  }
  return entities > 1 || keys > 1;
}

/** Undefined where it does not matter what the others write: no request refers to it, or the last one counts. */
function nameOf(write: Write): string | undefined {
  if (write.write === 'key') return `key ${write.scope} ${write.value}`;
  if (write.write === 'counter' || (write.write === 'entity' && !write.aliases)) return undefined;
  return `entity ${lookupName(write.kind, 'id', write.id)}`;
}

/** Of several with one value the first is found. */
function withFreeAliases(entity: NewEntity, used: Set<string>): NewEntity {
  if (!entity.aliases) return entity;
  const aliases: [field: string, value: string][] = [];
  for (const [field, value] of Object.entries(entity.aliases)) {
    const name = lookupName(entity.kind, field, value);
    if (!used.has(name)) aliases.push([field, value]);
    used.add(name);
  }
  return { ...entity, aliases: Object.fromEntries(aliases) };
}
