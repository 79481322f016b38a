import type { Command } from 'commander';
import type { AuditReport } from '../conformance/audit/report.ts';
import type { Report } from '../conformance/report/report.ts';
import { demandWritable, writeWhole } from '../conformance/report/write-whole.ts';
import { nonEmpty } from './option-values.ts';
import { sameFile } from './same-file.ts';
import { UsageError } from './usage-error.ts';

/** The forms that a report is written in, by option. */
const forms = {
  json: 'JSON',
  junit: 'JUnit XML, for CI servers',
  markdown: "Markdown, for a CI step's summary",
  html: 'one HTML page that stands alone',
} as const;

type Form = keyof typeof forms;

/** Loads what writes a form: only when it is wanted. */
type Writers<R> = Readonly<Record<Form, () => Promise<(report: R) => string>>>;

/** Of the reports of servers; docs/report.md describes the JSON. */
const conformWriters: Writers<Report> = {
  json: async () => (await import('../conformance/report/json.ts')).jsonOf,
  junit: async () => (await import('../conformance/report/junit.ts')).junitOf,
  markdown: async () => (await import('../conformance/report/markdown.ts')).markdownOf,
  html: async () => (await import('../conformance/report/html/page.ts')).htmlOf,
};

/** Of the reports of clients; docs/audit.md describes the JSON. */
const auditWriters: Writers<AuditReport> = {
  json: async () => (await import('../conformance/audit/report/json.ts')).auditJsonOf,
  junit: async () => (await import('../conformance/audit/report/junit.ts')).auditJunitOf,
  markdown: async () => (await import('../conformance/audit/report/markdown.ts')).auditMarkdownOf,
  html: async () => (await import('../conformance/audit/report/html.ts')).auditHtmlOf,
};

export type ReportFiles = { readonly [form in Form]?: string };

/** Gives a command an option for each form. */
export function withReportFiles(command: Command): Command {
  for (const [form, what] of Object.entries(forms))
    command.option(`--${form} <file>`, `write the report as ${what}`, nonEmpty);
  return command;
}

/**
 * Finds out before a run whether its reports can be written.
 *
 * @param read files that the command reads.
 * @throws UsageError for one file twice. @throws FileError for one that cannot be written.
 */
export function demandReportFiles(
  options: ReportFiles,
  read: readonly (string | undefined)[] = [],
): void {
  const files = askedIn(options).map(({ file }) => file);
  const twice = sameFile(files);
  if (twice !== undefined) {
    throw new UsageError(`${twice} is given for two reports.\n    Give each a file of its own.`);
  }
  const lost = read.find((file) => file !== undefined && sameFile([file, ...files]) !== undefined);
  if (lost !== undefined)
    throw new UsageError(
      `${lost} is read, and a report would take its place.\n    Give the report a file of its own.`,
    );
  for (const file of files) demandWritable(file);
}

/** Writes the reports of a server that were asked for. */
export function writeReportFiles(report: Report, options: ReportFiles): Promise<void> {
  return writeWith(conformWriters, report, options);
}

/** Writes the reports of a client that were asked for. */
export function writeAuditFiles(report: AuditReport, options: ReportFiles): Promise<void> {
  return writeWith(auditWriters, report, options);
}

async function writeWith<R>(writers: Writers<R>, report: R, options: ReportFiles): Promise<void> {
  for (const { form, file } of askedIn(options)) {
    const write = await writers[form]();
    writeWhole(file, write(report));
  }
}

/** The forms that are asked for, and the file of each. */
export function askedIn(options: ReportFiles): readonly { form: Form; file: string }[] {
  return (Object.keys(forms) as Form[]).flatMap((form) => {
    const file = options[form];
    return file === undefined ? [] : [{ form, file }];
  });
}
