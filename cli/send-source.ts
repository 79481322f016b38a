import type { Readable } from 'node:stream';
import type { Case } from '../conformance/generate/case.ts';
import { checkCases, type ResultsKnown } from '../conformance/send/check-cases.ts';
import { bytesOf, casesIn, emptyError, isLasting } from '../conformance/send/read-cases.ts';

/** Where cases come from. */
export interface Source {
  /** For messages. */
  readonly name: string;
  readonly provider: string;
  /** Known of a file, which was checked to its end; what is piped is checked as it comes. */
  readonly total?: number;
  readonly cases: AsyncIterable<Case>;
  /** Waits for nothing more. */
  close(): void;
}

/**
 * @param file or `-` for standard input.
 * @throws FileError where there is no case, and for a file with a line that is none.
 */
export async function openSource(file: string, done: ResultsKnown | undefined): Promise<Source> {
  if (file === '-') return pipedSource('standard input', process.stdin);
  if (!isLasting(file)) return pipedSource(file, bytesOf(file));
  const checked = await checkCases(file, casesIn(file, bytesOf(file)), done);
  return { name: file, ...checked, cases: casesIn(file, bytesOf(file)), close: () => {} };
}

/** The first case is read at once: it says whose all are. */
async function pipedSource(
  name: string,
  chunks: AsyncIterable<Uint8Array> & Partial<Pick<Readable, 'destroy'>>,
): Promise<Source> {
  const rest = casesIn(name, chunks);
  const first = await rest.next();
  if (first.done) throw emptyError(name);
  const { value } = first;
  return {
    name,
    provider: value.provider,
    cases: beginningWith(value, rest),
    close: () => void chunks.destroy?.(),
  };
}

async function* beginningWith(first: Case, rest: AsyncIterable<Case>): AsyncGenerator<Case> {
  yield first;
  yield* rest;
}
