import { readFileSync } from 'node:fs';
import { createAjv } from '../../specs/contract/ajv.ts';
import { FileError } from '../../specs/contract/problem.ts';
import { readSource } from '../../specs/contract/source.ts';
import type { Report } from './report.ts';
import { reportSchema } from './schema.ts';

/** A report as JSON, as docs/report.md describes it. */
export function jsonOf(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

/**
 * Reads what `--json` wrote.
 *
 * @throws FileError for a file that is no JSON, no report, or of another format.
 */
export function readReport(file: string): Report {
  const value = parsed(file);
  const validate = createAjv({ allErrors: true }).compile(reportSchema);
  if (validate(value)) return value as Report;
  const problems = (validate.errors ?? []).slice(0, 5);
  const { lineOf } = readSource(file);
  throw new FileError(
    file,
    problems.map(({ instancePath, message = '' }) => ({
      pointer: instancePath,
      line: lineOf(instancePath),
      message,
      mend: 'Give a file that doublecheck conform --json wrote; docs/report.md describes it.',
    })),
  );
}

function parsed(file: string): unknown {
  const text = textOf(file);
  try {
    return JSON.parse(text);
  } catch (error) {
    const { message } = error as Error;
    const line = lineIn(text, message);
    const mend =
      'Give a file that doublecheck conform --json wrote, all of it: this one may have been cut short or changed.';
    throw new FileError(file, [{ pointer: '', line, message: `it is no JSON: ${message}`, mend }]);
  }
}

/** The line at which JSON.parse says that it stopped, where it says so. */
function lineIn(text: string, message: string): number | undefined {
  if (/end of JSON/.test(message)) return text.split('\n').length;
  const position = / at position (\d+)/.exec(message)?.[1];
  return position === undefined ? undefined : text.slice(0, Number(position)).split('\n').length;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const mend = 'Give the path of a report that doublecheck conform --json wrote.';
    throw new FileError(file, [{ pointer: '', message: (error as Error).message, mend }]);
  }
}
