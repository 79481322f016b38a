import type { Finding } from './report.ts';

/** A shell variable that curl lines use, and what it has to hold: the whole value of a header. */
interface ShellVariable {
  readonly name: string;
  readonly header: string;
}

const used = /"([\w-]+): [^"]*?\$\{?(DOUBLECHECK_\w+)/g;

/** What has to be set before the curl lines of findings run, as lines for a shell. */
export function exportsFor(findings: readonly Finding[]): string[] {
  const curls = findings.flatMap(({ exchanges }) => exchanges.map(({ curl }) => curl));
  const variables = new Map<string, ShellVariable>();
  for (const [, header = '', name = ''] of curls.join('\n').matchAll(used)) {
    if (!variables.has(name)) variables.set(name, { name, header });
  }
  return [...variables.values()].map(
    ({ name, header }) => `export ${name}='…'  # the whole value of the header ${header}`,
  );
}
