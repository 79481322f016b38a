import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import { cached } from './parse-cache.ts';
import { parsePointer } from './pointer.ts';
import { FileError } from './problem.ts';

const require = createRequire(import.meta.url);

/** Loaded when something is parsed: what comes with the package is kept as JSON, and most commands read no more. */
const yaml = (): typeof Yaml => require('yaml');

/** A YAML or JSON file, parsed, that can tell on which line a pointer stands. */
export interface Source {
  readonly file: string;
  readonly value: unknown;
  /** The line of the nearest node at or above the pointer. */
  lineOf(pointer: string): number | undefined;
}

/** Aliases are how our own files share bodies; a file of the user's is no stranger's, so no bound is put on them. */
const options = { merge: true, maxAliasCount: -1 } as const;

/** What is no YAML at all has an error a line. */
const mostProblems = 5;

/** Parses a file and nothing more: for files that the tests have proved right. */
export function readData(file: string): unknown {
  const text = readFileSync(file, 'utf8');
  return cached(text, () => yaml().parse(text, options));
}

/**
 * Parses a file of the user's.
 *
 * @throws FileError when the file cannot be read or is no YAML.
 */
export function readSource(file: string): Source {
  const { isNode, LineCounter, parseDocument } = yaml();
  const lines = new LineCounter();
  const document = parseDocument(readText(file), { ...options, lineCounter: lines });
  const problems = document.errors.slice(0, mostProblems).map((error) => ({
    pointer: '',
    line: error.linePos?.[0].line,
    message: error.message.split('\n')[0] ?? error.message,
    mend: 'Mend the YAML at this line.',
  }));
  if (problems.length > 0) throw new FileError(file, problems);

  const lineOf = (pointer: string): number | undefined => {
    for (let path = parsePointer(pointer); ; path = path.slice(0, -1)) {
      const node = document.getIn(path, true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
      if (path.length === 0) return undefined;
    }
  };
  return { file, value: document.toJS(options), lineOf };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const mend = 'Give the path of a YAML or JSON file that can be read.';
    throw new FileError(file, [{ pointer: '', message: reason, mend }]);
  }
}
