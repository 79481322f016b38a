import type { Echo } from '../../../specs/behaviours/echo.ts';
import type { Reference } from '../../../specs/behaviours/reference.ts';
import type { JsonSchema } from '../../../specs/contract/declare.ts';
import { parsePointer, valueAt } from '../../../specs/contract/pointer.ts';
import type { Operation } from '../../../specs/contract/types.ts';
import { answering, editAt, successes } from '../answers.ts';
import type { DefectsOf } from '../defect.ts';
import { type Candidate, named } from '../derived/candidate.ts';

interface EchoEdit {
  readonly what: string;
  /** Whether it shows only in texts of which it is assumed that they are taken and shown as they are. */
  readonly isOfStyle?: boolean;
  edit(value: unknown): unknown;
}

const dropped: EchoEdit = { what: 'missing', edit: () => undefined };

const text = (what: string, edit: (text: string) => string): EchoEdit => ({
  what,
  edit: (value) => (typeof value === 'string' ? edit(value) : value),
});

const texts: readonly EchoEdit[] = [
  text('in-small-letters', (value) => value.toLowerCase()),
  text('cut-at-64', (value) => value.slice(0, 64)),
  { ...text('normalised', (value) => value.normalize('NFC')), isOfStyle: true },
  {
    ...text('escaped-for-html', (value) => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')),
    isOfStyle: true,
  },
];

const cut = text('cut-at-255', (value) => value.slice(0, 255));

const lists: readonly EchoEdit[] = [
  {
    what: 'the-first-item-alone',
    edit: (value) => (Array.isArray(value) ? value.slice(0, 1) : value),
  },
  { what: 'in-reverse', edit: (value) => (Array.isArray(value) ? value.toReversed() : value) },
];

/** What can become of a field: free text can be changed in more ways than what is chosen from a list. */
function editsOf({ bodySchema, behaviours }: Operation, from: string): readonly EchoEdit[] {
  const path = parsePointer(from).flatMap((segment) => ['properties', segment]);
  const node = (valueAt(bodySchema, path) ?? {}) as JsonSchema;
  const isReference = behaviours.some(
    (one) => one.kind === 'reference' && (one as Reference).at.startsWith(from),
  );
  if (node.type === 'array') return [dropped, ...lists];
  if (node.type !== 'string' || node.enum || isReference) return [dropped];
  const isLong = Number(node.maxLength ?? 1000) > 255;
  return [dropped, ...texts, ...(isLong ? [cut] : [])];
}

/** What the answer should repeat comes back changed, or does not. */
export const defects: DefectsOf = ({ operations }) =>
  named(
    operations.flatMap((operation) =>
      operation.behaviours
        .filter(({ kind }) => kind === 'echo')
        .flatMap((declared) => (declared as Echo).fields)
        .flatMap(({ from, to, clause }) =>
          editsOf(operation, from).map(({ what, edit, isOfStyle }): Candidate => {
            const change = answering({ operation: operation.id, outcome: successes }, (body) => {
              editAt(body, to, edit);
              return body;
            });
            return {
              clause,
              what,
              place: to,
              changes: [change],
              ...(isOfStyle && { premise: clause }),
            };
          }),
        ),
    ),
  );
