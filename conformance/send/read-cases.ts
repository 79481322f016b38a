import { createReadStream, type Stats, statSync } from 'node:fs';
import { FileError } from '../../specs/contract/problem.ts';
import type { Case } from '../generate/case.ts';
import { caseProblem } from './case-problem.ts';
import { linesOf } from './lines.ts';
import type { Found } from './shape.ts';

/** More bytes than a case needs, also one whose body is written out. */
const longestLine = 64 * 1024 * 1024;

const wanted = 'Give a file of cases, one a line as JSON: doublecheck generate writes one.';

/**
 * Reads cases, one a line, as they are asked for; blank lines count for nothing.
 *
 * @param name of the file, for messages.
 * @throws FileError at the first line that is no case, or that is one of another provider than the first.
 */
export async function* casesIn(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Case> {
  let provider: string | undefined;
  for await (const { number, bytes } of linesOf(chunks, longestLine)) {
    const refuse = ({ pointer, message, mend }: Found): never => {
      throw new FileError(name, [{ pointer, line: number, message, mend }]);
    };
    if (bytes.length > longestLine) refuse(tooLong);
    const text = textOf(bytes, refuse).replace(number === 1 ? /^\ufeff/ : /^$/, '');
    if (text.trim() === '') continue;
    const value = parsed(text, refuse);
    const found = caseProblem(value);
    if (found) refuse(found);
    const one = value as Case;
    provider ??= one.provider;
    if (one.provider !== provider) refuse(mixed(provider, one.provider));
    yield one;
  }
}

/** The bytes of a file, or a FileError for one that cannot be read. */
export async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(file);
  } catch (error) {
    throw unreadable(file, error);
  }
}

/**
 * Whether a file can be read twice: a pipe cannot.
 *
 * @throws FileError where there is no such file, or it is a folder.
 */
export function isLasting(file: string): boolean {
  const stats = statsOf(file);
  if (!stats.isDirectory()) return stats.isFile();
  throw new FileError(file, [{ pointer: '', message: 'it is a folder', mend: wanted }]);
}

/** Nothing to send is no success. */
export function emptyError(name: string): FileError {
  return new FileError(name, [{ pointer: '', message: 'there is no case in it', mend: wanted }]);
}

function statsOf(file: string): Stats {
  try {
    return statSync(file);
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): unknown {
  if (error instanceof FileError || (error as NodeJS.ErrnoException).code === undefined)
    return error;
  return new FileError(file, [{ pointer: '', message: (error as Error).message, mend: wanted }]);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function textOf(bytes: Buffer, refuse: (found: Found) => never): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return refuse({ pointer: '', message: 'it is no text in UTF-8', mend: wanted });
  }
}

function parsed(text: string, refuse: (found: Found) => never): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The engine's own words would repeat a part of the line.
    const message = (error as Error).message.replace(
      /, (?:\.{3})?"[\s\S]*" is not valid JSON$/,
      '',
    );
    return refuse({ pointer: '', message: `it is no JSON: ${message}`, mend: wanted });
  }
}

const tooLong: Found = {
  pointer: '',
  message: `it is longer than ${longestLine / 1024 / 1024} MiB`,
  mend: wanted,
};

function mixed(first: string, other: string): Found {
  return {
    pointer: '/provider',
    message: `this is a case of ${other}, and those above are of ${first}`,
    mend: 'Send the cases of each provider on their own.',
  };
}
