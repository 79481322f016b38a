import type { ErrorObject } from 'ajv/dist/2020.js';
import { createAjv } from '../../../specs/contract/ajv.ts';
import { jsonOf } from '../../../specs/contract/json.ts';
import { FileError } from '../../../specs/contract/problem.ts';
import { type JournalLine, journalLineSchema } from '../journal-line.ts';

const validate = createAjv().compile(journalLineSchema);

const mend =
  'Give a journal of a double or of the proxy, an entry a line as JSON, a HAR file, or the URL of a double.';

/**
 * Reads a journal, an entry a line; blank lines count for nothing, nor does a last one that was not written to its
 * end.
 *
 * @param file its name, for messages.
 * @throws FileError at the first line that is no entry.
 */
export function linesIn(file: string, text: string): readonly JournalLine[] {
  const lines = text.split('\n');
  const last = lines.length - 1;
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    // One that was written whole ends with a line feed, after which there is an empty one.
    if (index === last && hasMore(lines) && jsonOf(line) === undefined) return [];
    return [entryOf(file, parsed(file, line, index + 1), index + 1)];
  });
}

/**
 * @param where its line, from 1, or another name for its place.
 * @throws FileError for what is no entry of a journal.
 */
export function entryOf(file: string, value: unknown, where?: number | string): JournalLine {
  if (validate(value)) return value as JournalLine;
  const [error] = validate.errors as [ErrorObject];
  const isLine = typeof where === 'number';
  const what = isLine || where === undefined ? 'it' : where;
  const place = error.instancePath ? `${error.instancePath} ` : '';
  const message = `${what} is no entry of a journal: ${place}${error.message}`;
  const line = isLine ? where : undefined;
  throw new FileError(file, [{ pointer: error.instancePath, line, message, mend }]);
}

/** Whether there is any before the last. */
function hasMore(lines: readonly string[]): boolean {
  return lines.slice(0, -1).some((line) => line.trim() !== '');
}

function parsed(file: string, text: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = `it is no JSON: ${(error as Error).message}`;
    throw new FileError(file, [{ pointer: '', line, message, mend }]);
  }
}

/** @throws FileError, always: there is nothing in it to go by. */
export function nothingIn(file: string, what: string): never {
  throw new FileError(file, [{ pointer: '', message: what, mend }]);
}
