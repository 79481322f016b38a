/** Something wrong in a file: where, what, and what to do about it. */
export interface Problem {
  /** JSON Pointer to the place. */
  readonly pointer: string;
  /** Line in the file, from 1, where it is known. */
  readonly line?: number | undefined;
  readonly message: string;
  readonly mend: string;
}

/** A file of the user's or ours that cannot be used; the message has a paragraph for each problem. */
export class FileError extends Error {
  readonly file: string;
  readonly problems: readonly Problem[];

  constructor(file: string, problems: readonly Problem[]) {
    super(problems.map((problem) => formatProblem(file, problem)).join('\n'));
    this.name = 'FileError';
    this.file = file;
    this.problems = problems;
  }
}

/** `file:line pointer: what is wrong` and, below, what to do. */
export function formatProblem(file: string, { pointer, line, message, mend }: Problem): string {
  // What cannot even be read has neither lines nor pointers.
  const place =
    line === undefined ? `${file} ${pointer}`.trim() : `${file}:${line} ${pointer || '/'}`;
  return `${place}: ${message}\n    ${mend}`;
}
