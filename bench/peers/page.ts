import type { Provider } from '../../specs/contract/providers.ts';
import { spread } from '../kill-matrix/figures.ts';
import type { Row } from '../kill-matrix/table-file.ts';
import { machine } from '../machine.ts';
import { tableOf } from '../table.ts';
import type { Judged } from './judge-all.ts';
import type { Tool } from './tool.ts';

export interface Comparison {
  readonly tools: readonly Tool[];
  readonly samples: ReadonlyMap<Provider, readonly string[]>;
  readonly judged: readonly Judged[];
  /** What the kill matrix says of all defects. */
  readonly ours: readonly Row[];
  /** Of Schemathesis and of Specmatic. */
  readonly versions: readonly string[];
  readonly count: number;
  readonly limit: number;
}

/** The comparison as a part of a page of Markdown. */
export function pageOf(comparison: Comparison): string {
  const { samples, versions, count, limit, tools } = comparison;
  const [ofSchemathesis, ofSpecmatic] = versions;
  const total = [...samples.values()].flat().length;
  return `## Side by side

Schemathesis ${ofSchemathesis} and Specmatic ${ofSpecmatic} judge the same doubles by the same contracts, with ${total} defects in turn.
The sample: of ${[...samples.keys()].join(', ')}, which have no rate limit to spoil a peer's run, each documented clause's first and last defect,
and of these ${count} a provider, evenly spread. Assumed clauses are left out: a peer has no means of knowing them.
Many of the sampled clauses are about behaviour that an OpenAPI document cannot say without extensions, and so no peer can be expected to see them;
the table by defect shows which.

A defect counts as killed when the tool ends with a failure that it does not report for the clean double, which it judges twice.
Each run may take ${limit} seconds; what it had printed by then counts. Each begins with a double set back to its start,
and gets the credential; Supportdesk's quota is made large. What else was done for them:

- **Schemathesis** reads the contract as it is. Most thorough: \`--checks all --mode all --phases examples,coverage,fuzzing,stateful --max-examples 500 --continue-on-failure\`. Both with \`--seed 1\`.
  Where it reports a refusal of valid data, the status and body count as part of the failure, so that a second one is not hidden by the first.
- **Specmatic** gets a copy without \`x-\` extensions (it takes the members of \`x-clause\` for keywords), with Midlyr's \`if\`/\`then\` written as \`oneOf\`,
  and with the success example repeated under the name of each request example (it leaves out examples without a partner). Most thorough: \`SPECMATIC_GENERATIVE_TESTS=true\`,
  with \`MAX_TEST_REQUEST_COMBINATIONS=50\`, since without a bound the broken requests, which come last, are never reached in time.

${tableOf(header(samples), [oursRow(comparison), ...tools.map((tool) => toolRow(comparison, tool))])}

Requests and seconds are medians of a run with a defect; of Doublecheck, the whole suite.

${machine()} To repeat it: \`npm run peers\`, which says what to install.

<details><summary>Defect by defect</summary>

${tableOf(['defect', 'Doublecheck', ...tools.map(({ name, settings }) => `${name}, ${settings}`)], defectRows(comparison))}

</details>`;
}

function header(samples: Comparison['samples']): string[] {
  const providers = [...samples].map(([provider, defects]) => `${provider} (${defects.length})`);
  return ['tool', 'killed', ...providers, 'false alarms', 'requests', 'seconds', 'runs cut short'];
}

function oursRow({ samples, ours }: Comparison): string[] {
  const own = [...samples].map(([, defects]) =>
    ours.filter(({ defect }) => defects.includes(defect)),
  );
  const killed = own.map((rows) => rows.filter(({ fate }) => fate === 'killed').length);
  const { median } = spread(own.flat().map(({ requests }) => requests));
  return [
    'Doublecheck, defaults',
    sum(killed),
    ...killed.map(String),
    '0',
    String(median),
    '',
    '0',
  ];
}

function toolRow(comparison: Comparison, tool: Tool): string[] {
  const { samples, judged } = comparison;
  const own = judged.filter((one) => one.tool === tool);
  const withDefect = own.filter(({ defect }) => defect !== undefined).map(({ run }) => run);
  const killed = [...samples].map(
    ([, defects]) => defects.filter((defect) => isKilled(comparison, tool, defect)).length,
  );
  const alarms = [...samples.keys()].map((provider) => alarmsOf(judged, tool, provider).size);
  const { median: requests } = spread(withDefect.map((run) => run.requests));
  const { median: seconds } = spread(withDefect.map((run) => Math.round(run.seconds)));
  const cut = withDefect.filter(({ wasCut }) => wasCut).length;
  return [
    `${tool.name}, ${tool.settings}`,
    sum(killed),
    ...killed.map(String),
    sum(alarms),
    String(requests),
    String(seconds),
    String(cut),
  ];
}

function defectRows(comparison: Comparison): string[][] {
  const { samples, tools, ours } = comparison;
  return [...samples.values()]
    .flat()
    .map((defect) => [
      `\`${defect}\``,
      mark(ours.some((row) => row.defect === defect && row.fate === 'killed')),
      ...tools.map((tool) => mark(isKilled(comparison, tool, defect))),
    ]);
}

function isKilled({ judged }: Comparison, tool: Tool, defect: string): boolean {
  const found = judged.find((one) => one.tool === tool && one.defect === defect);
  if (!found) throw new Error(`${tool.name} has not judged ${defect}`);
  const known = alarmsOf(judged, tool, found.provider);
  return found.run.failures.some((failure) => !known.has(failure));
}

function alarmsOf(judged: readonly Judged[], tool: Tool, provider: Provider): ReadonlySet<string> {
  const clean = judged.filter(
    (one) => one.tool === tool && one.provider === provider && one.defect === undefined,
  );
  return new Set(clean.flatMap(({ run }) => run.failures));
}

function mark(isKilled: boolean): string {
  return isKilled ? '✓' : '–';
}

function sum(figures: readonly number[]): string {
  return String(figures.reduce((total, figure) => total + figure, 0));
}
