import { appendFileSync, closeSync, existsSync, openSync, statSync, truncateSync } from 'node:fs';
import { FileError } from '../../specs/contract/problem.ts';
import { version } from '../../specs/contract/version.ts';
import { kinds } from '../generate/case.ts';
import { demandWritable } from '../report/write-whole.ts';
import { linesOf } from './lines.ts';
import { bytesOf } from './read-cases.ts';
import { type Entry, sendVerdicts } from './result.ts';
import { type Found, shapeOf } from './shape.ts';

/** What results belong to: the first line of their file. */
export interface Owner {
  readonly provider: string;
  /** The base URL, without secrets. */
  readonly target: string;
}

/** What an earlier run has left, or nothing. */
export interface Earlier {
  readonly file: string;
  readonly owner: Owner | undefined;
  readonly entries: ReadonlyMap<string, Entry>;
  /** How many bytes of the file are whole lines: what follows was torn off. */
  readonly whole: number;
}

const longestLine = 1024 * 1024;
const mend = 'Give a file that doublecheck send --results wrote, or the name of a new one.';
const text = { type: 'string' };

const headShape = shapeOf(
  {
    type: 'object',
    required: ['format', 'provider', 'target'],
    properties: { format: { const: 1 }, provider: text, target: text },
  },
  mend,
);

const entryShape = shapeOf(
  {
    type: 'object',
    required: ['id', 'kind', 'verdict', 'status', 'ms'],
    properties: {
      id: text,
      kind: { enum: kinds },
      verdict: { enum: sendVerdicts },
      status: { type: 'array', items: { type: ['integer', 'null'] } },
      ms: { type: 'number', minimum: 0 },
      reason: text,
    },
  },
  mend,
);

/**
 * Reads what an earlier run has left; a last line that was torn off does not count.
 *
 * @param resume whether there may be something.
 * @throws FileError for a file that is there and must not be, or that holds anything else.
 */
export async function readResults(file: string, resume: boolean): Promise<Earlier> {
  demandWritable(file);
  const entries = new Map<string, Entry>();
  if (!existsSync(file)) return { file, owner: undefined, entries, whole: 0 };
  if (!resume) throw isThere(file);
  let owner: Owner | undefined;
  let whole = 0;
  for await (const { number: line, bytes, isWhole } of linesOf(bytesOf(file), longestLine)) {
    const isCut = !isWhole && bytes.length > longestLine;
    const isTorn = !isCut && !isWhole && (line > 1 || beginsHead(bytes));
    if (isTorn) break;
    const refuse = (found: Found): never => {
      throw new FileError(file, [{ ...found, line, mend }]);
    };
    if (isCut) refuse({ pointer: '', message: 'no result is as long as this line', mend });
    const value = parsed(bytes, refuse);
    const found = line === 1 ? headShape(value) : entryShape(value);
    if (found) refuse(found);
    if (line === 1) owner = value as Owner;
    else entries.set((value as Entry).id, value as Entry);
    whole += bytes.length + 1;
  }
  return { file, owner, entries, whole };
}

/**
 * Sees to it that earlier results are of the same provider and server.
 *
 * @throws FileError where they are not.
 */
export function demandOwner({ file, owner }: Earlier, { provider, target }: Owner): void {
  if (!owner || (owner.provider === provider && owner.target === target)) return;
  const message = `these are results of ${owner.provider} at ${owner.target}, not of ${provider} at ${target}`;
  throw new FileError(file, [
    { pointer: '', line: 1, message, mend: 'Give the file of these results, or begin another.' },
  ]);
}

/** Takes results up one by one: each is in the file before the next is sent. */
export class ResultsFile {
  readonly #file: string;
  readonly #descriptor: number;

  constructor({ file, owner, whole }: Earlier, { provider, target }: Owner) {
    this.#file = file;
    if (existsSync(file) && statSync(file).size > whole) truncateSync(file, whole);
    this.#descriptor = openSync(file, 'a');
    if (!owner) this.#append({ format: 1, doublecheck: version, provider, target });
  }

  /** What says nothing of its case is left out, so that a run which is resumed sends it. */
  add({ id, kind, verdict, status, ms, reason }: Entry): void {
    if (verdict === 'unsent' || verdict === 'inconclusive') return;
    this.#append({ id, kind, verdict, status, ms, ...(reason !== undefined && { reason }) });
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #append(value: object): void {
    try {
      appendFileSync(this.#descriptor, `${JSON.stringify(value)}\n`);
    } catch (error) {
      const { message } = error as Error;
      const room = 'See that there is room for it, then go on with --resume.';
      throw new FileError(this.#file, [{ pointer: '', message, mend: room }]);
    }
  }
}

/** Whether this is a first line of ours that was torn off, and not another's file. */
function beginsHead(bytes: Buffer): boolean {
  const head = '{"format":1,';
  const text = bytes.toString();
  return text.startsWith(head) || head.startsWith(text);
}

function parsed(bytes: Buffer, refuse: (found: Found) => never): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return refuse({ pointer: '', message: 'it is no JSON', mend });
  }
}

function isThere(file: string): FileError {
  return new FileError(file, [
    {
      pointer: '',
      message: 'it is there already',
      mend: 'Add --resume to go on where it ends, or give another name.',
    },
  ]);
}
