import { demandReportFiles } from './report-files.ts';
import { sameFile } from './same-file.ts';
import { UsageError } from './usage-error.ts';

/** The files that `send` reads and writes. */
export interface SendFiles {
  readonly results?: string;
  readonly resume?: boolean;
  readonly junit?: string;
  readonly json?: string;
}

/**
 * Finds out before anything is sent whether the files can be what they are given for.
 *
 * @throws UsageError for one that is given twice. @throws FileError for one that cannot be written.
 */
export function demandSendFiles(cases: string, files: SendFiles): void {
  const { results, resume, junit, json } = files;
  if (resume && results === undefined) {
    throw new UsageError(
      '--resume needs --results.\n    Name the file that the run before wrote: --results <file>.',
    );
  }
  demandReportFiles({ ...(junit !== undefined && { junit }), ...(json !== undefined && { json }) });
  const twice = sameFile([cases, results, junit, json]);
  if (twice === undefined) return;
  throw new UsageError(`${twice} is given for two things.\n    Give each a file of its own.`);
}
