import type { Fault } from './change.ts';
import { fieldOf, replaced } from './place.ts';

/** The same fault in the first place of a list, for servers that look at the last one alone. */
export function inFront(fault: Fault): Fault[] {
  const [list, rest] = fault.pointer.split('/*');
  if (list === undefined || rest === undefined) return [];
  return [
    {
      ...fault,
      id: `${fault.id}-first`,
      operator: `${fault.operator}-first`,
      apply(draft, maker) {
        const items = fieldOf(draft, list);
        const wrong = fault.apply(draft, maker);
        if (!wrong || !Array.isArray(items) || items.length < 2) return undefined;
        const spoilt = (fieldOf(wrong, list) as unknown[]).at(-1);
        return replaced(draft, list, [spoilt, ...items.slice(1)]);
      },
    },
  ];
}
