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
 * @throws FileError for a file that is no report, or of another format.
 */
export function readReport(file: string): Report {
  const source = readSource(file);
  const validate = createAjv({ allErrors: true }).compile(reportSchema);
  if (validate(source.value)) return source.value as Report;
  const problems = (validate.errors ?? []).slice(0, 5);
  throw new FileError(
    file,
    problems.map(({ instancePath, message = '' }) => ({
      pointer: instancePath,
      line: source.lineOf(instancePath),
      message,
      mend: 'Give a file that doublecheck conform --json wrote; docs/report.md describes it.',
    })),
  );
}
