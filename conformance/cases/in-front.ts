import type { Fault } from './change.ts';
import { fieldOf, replaced } from './place.ts';

/** The same fault in the first place of a list, for servers that look at the last one alone. */
export function inFront(fault: Fault): Fault[] {
  const list = listOf(fault);
  return list === undefined ? [] : [spoilingAt(fault, list, 'first', () => 0)];
}

/** The same in the last place and in the midst of a long list, for servers that look at some of it alone. */
export function amongMany(fault: Fault, items: number): Fault[] {
  const list = listOf(fault);
  if (list === undefined || items < 4) return [];
  return [
    { ...fault, ...named(fault, 'among-many'), items },
    { ...spoilingAt(fault, list, 'amid-many', (length) => Math.floor(length / 2)), items },
  ];
}

/** The pointer of the list that a fault of an item is in. */
export function listOf({ pointer }: Pick<Fault, 'pointer'>): string | undefined {
  const [list, rest] = pointer.split('/*');
  return rest === undefined ? undefined : list;
}

function named({ id, operator }: Fault, place: string): Pick<Fault, 'id' | 'operator'> {
  return { id: `${id}-${place}`, operator: `${operator}-${place}` };
}

function spoilingAt(
  fault: Fault,
  list: string,
  place: string,
  indexIn: (length: number) => number,
): Fault {
  return {
    ...fault,
    ...named(fault, place),
    apply(draft, maker) {
      const items = fieldOf(draft, list);
      const wrong = fault.apply(draft, maker);
      if (!wrong || !Array.isArray(items) || items.length < 2) return undefined;
      const spoilt = (fieldOf(wrong, list) as unknown[]).at(-1);
      return replaced(draft, list, items.with(indexIn(items.length), spoilt));
    },
  };
}
