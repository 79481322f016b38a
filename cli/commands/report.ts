import { Command } from 'commander';
import { reportSchema } from '../../conformance/report/schema.ts';
import { type ReportFiles, withReportFiles } from '../report-files.ts';

const merge = new Command('merge')
  .description("make one report of the shards' JSON reports; exits as one run would have")
  .argument('<files...>', 'what conform --shard n/m --json wrote, of every shard')
  .requiredOption('-o, --output <file>', 'where to write the merged report, as JSON')
  .action(async (files: readonly string[], { output }: { output: string }) => {
    const { mergeFiles } = await import('../reports.ts');
    process.exitCode = mergeFiles(files, output);
  });

const render = withReportFiles(
  new Command('render')
    .description('write a JSON report in other forms, or show it here when none is asked for')
    .argument('<file>', 'what conform --json or report merge wrote')
    .option('-v, --verbose', 'list the clauses that pass as well'),
).action(async (file: string, { verbose, ...files }: ReportFiles & { verbose?: boolean }) => {
  const { renderFile } = await import('../reports.ts');
  await renderFile(file, files, verbose === true);
});

const schema = new Command('schema')
  .description('print the JSON Schema of a JSON report')
  .action(() => console.log(JSON.stringify(reportSchema, null, 2)));

export const report = new Command('report')
  .description('work with the reports of conform')
  .addCommand(merge)
  .addCommand(render)
  .addCommand(schema);
