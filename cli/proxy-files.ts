import path from 'node:path';
import { demandWritable } from '../conformance/report/write-whole.ts';
import { askedIn, demandReportFiles, type ReportFiles } from './report-files.ts';
import { sameFile } from './same-file.ts';
import { UsageError } from './usage-error.ts';

/** The files that `proxy` reads and writes. */
export interface ProxyFiles extends ReportFiles {
  readonly target?: string;
  readonly journal?: string;
  readonly record?: string;
}

/**
 * Finds out before anything is served whether each file is written by one, and can be.
 *
 * @throws UsageError for one that would be two. @throws FileError for one that cannot be written.
 */
export function demandProxyFiles(files: ProxyFiles): void {
  const { target, journal, record } = files;
  const reports = [files, filesOfClient(files)].flatMap(askedIn).map(({ file }) => file);
  const twice = sameFile([target, journal, record, ...reports]);
  if (twice !== undefined)
    throw new UsageError(
      `${twice} would be two files.\n    Give each a name of its own. Of a report.json, the client's part is in report.client.json.`,
    );
  demandReportFiles(files);
  demandReportFiles(filesOfClient(files));
  for (const file of [journal, record]) if (file !== undefined) demandWritable(file);
}

/** Beside the reports of the server, those of the client: `report.client.html` beside `report.html`. */
export function filesOfClient(files: ReportFiles): ReportFiles {
  const named = askedIn(files).map(({ form, file }) => {
    const { dir, name, ext } = path.parse(file);
    return [form, path.join(dir, `${name}.client${ext}`)];
  });
  return Object.fromEntries(named);
}
