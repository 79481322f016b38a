import type { Report } from './report.ts';

/** Where a curl line uses a variable: a header's value is it, or has it somewhere, as itself or by way of `tr`. */
const used = /"([\w-]+): (?:[^"]|\(printf %s ")*?\$\{?(DOUBLECHECK_\w+)(\}?")?/g;

/** What has to be set before the curl lines of a report run, as lines for a shell. */
export function exportsFor({ findings, stopped }: Pick<Report, 'findings' | 'stopped'>): string[] {
  const exchanges = findings.flatMap((finding) => finding.exchanges);
  if (stopped?.last) exchanges.push(stopped.last);
  const headers = new Map<string, string | undefined>();
  const curls = exchanges.map(({ curl }) => curl).join('\n');
  for (const [whole, header = '', name = '', end] of curls.matchAll(used)) {
    // Elsewhere it was sent to be wrong, and is not what belongs there.
    const isOwn = end !== undefined && /: \$\{?DOUBLECHECK_\w+\}?"$/.test(whole);
    headers.set(name, headers.get(name) ?? (isOwn ? header : undefined));
  }
  return [...headers].map(([name, header]) => {
    const where = header === undefined ? 'its header' : `the header ${header}`;
    return `export ${name}='…'  # the whole value of ${where}`;
  });
}
