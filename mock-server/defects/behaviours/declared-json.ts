import { parsePointer, valueAt } from '../../../specs/contract/pointer.ts';
import { type DefectsOf, defect } from '../defect.ts';
import { readingText } from './json.ts';

/** Where an operation's body is said to be JSON, some ways to write the same JSON are refused. */
export const defects: DefectsOf = ({ document, operations, provider }) => {
  const isSaid = operations.some(({ pointer }) => {
    const path = [...parsePointer(pointer), 'requestBody', 'x-clause'];
    return valueAt(document, path) === `${provider}/body/json`;
  });
  if (!isSaid) return [];
  const refusing = (what: string, written: RegExp) =>
    defect(
      `${provider}/body/json`,
      what,
      readingText((text) => (written.test(text) ? '{' : text)),
    );
  // In a JSON text a line break is never part of a string.
  return [refusing('refuses-white-space', /\n/), refusing('refuses-escapes', /\\u/)];
};
