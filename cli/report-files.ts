import type { Command } from 'commander';
import type { Report } from '../conformance/report/report.ts';
import { demandWritable, writeWhole } from '../conformance/report/write-whole.ts';
import { UsageError } from './usage-error.ts';

/** The forms that a report is written in, by option; a writer is loaded only when it is wanted. */
const forms = {
  json: {
    what: 'JSON, as docs/report.md describes it',
    writer: async () => (await import('../conformance/report/json.ts')).jsonOf,
  },
  junit: {
    what: 'JUnit XML: a clause is a test case',
    writer: async () => (await import('../conformance/report/junit.ts')).junitOf,
  },
  markdown: {
    what: "Markdown, for a CI step's summary",
    writer: async () => (await import('../conformance/report/markdown.ts')).markdownOf,
  },
  html: {
    what: 'one HTML page that stands alone',
    writer: async () => (await import('../conformance/report/html/page.ts')).htmlOf,
  },
} as const;

export type ReportFiles = { readonly [form in keyof typeof forms]?: string };

/** Gives a command an option for each form. */
export function withReportFiles(command: Command): Command {
  for (const [form, { what }] of Object.entries(forms))
    command.option(`--${form} <file>`, `write the report as ${what}`);
  return command;
}

/**
 * Finds out before a run whether its reports can be written.
 *
 * @throws UsageError for one file twice. @throws FileError for one that cannot be written.
 */
export function demandReportFiles(options: ReportFiles): void {
  const files = asked(options).map(({ file }) => file);
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined) {
    throw new UsageError(`${twice} is given for two reports.\n    Give each a file of its own.`);
  }
  for (const file of files) demandWritable(file);
}

export async function writeReportFiles(report: Report, options: ReportFiles): Promise<void> {
  for (const { form, file } of asked(options)) {
    const write = await forms[form].writer();
    writeWhole(file, write(report));
  }
}

function asked(options: ReportFiles) {
  return (Object.keys(forms) as (keyof typeof forms)[]).flatMap((form) => {
    const file = options[form];
    return file === undefined ? [] : [{ form, file }];
  });
}
