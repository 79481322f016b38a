import { loadProvider } from '../../specs/contract/load.ts';
import type { Provider } from '../../specs/contract/providers.ts';
import type { Clause } from '../../specs/contract/types.ts';
import { machine } from '../machine.ts';
import { tableOf } from '../table.ts';
import { effectNames, kindOf } from './effects.ts';
import { share, spread } from './figures.ts';
import { clauseOf, effectOf, fates, type Outcome } from './outcome.ts';

export interface Circumstances {
  readonly seconds: number;
  readonly processes: number;
  readonly first: boolean;
  /** How many defects were taken up again, where the others keep what an earlier run found. */
  readonly again: number | undefined;
}

type Killing = Outcome & { readonly defect: string };

/** All outcomes as a part of a page of Markdown. */
export function pageOf(outcomes: readonly Outcome[], circumstances: Circumstances): string {
  const byProvider = Map.groupBy(outcomes, ({ provider }) => provider);
  const rows = [...byProvider].map(([provider, own]) => summaryRow(provider, own));
  const all = outcomes.filter(isWithDefect);
  return `${introduction(all, circumstances)}

${tableOf(summaryHeader, [...rows, totalRow(outcomes)])}

${[...byProvider].map(([provider, own]) => providerPart(provider, own)).join('\n\n')}`;
}

function introduction(
  all: readonly Killing[],
  { seconds, processes, first, again }: Circumstances,
): string {
  const killed = all.filter(({ fate }) => fate === 'killed').length;
  const each = first
    ? 'until the finding that names its clause'
    : 'from its first request to its last';
  return `Every defect of every double is turned on in turn, and the whole suite runs against it, ${each}.
A defect is killed when its clause gets \`fail\` (or \`warn\`, where the clause is assumed) and a finding names that clause;
that some other clause fails is not enough. **${killed} of ${all.length} are killed** (${share(killed, all.length)}).

\`npm run kill-matrix\` repeats it: seed 1, ${processes} processes, ${durationOf(seconds, again)}. What became of each defect is in
[kill-matrix.csv](kill-matrix.csv) as well. Requests to detection are those sent when the check that found it was done, shrinking included.

${machine()}`;
}

/** A whole run takes some twenty minutes on two cores; taking up what is left of one, moments. */
function durationOf(seconds: number, again: number | undefined): string {
  if (again === undefined) return `${Math.round(seconds / 60)} minutes here`;
  return `with \`--survivors\` for the ${again} that a run of the same day had left and the clean doubles, ${Math.round(seconds)} s here`;
}

const summaryHeader = [
  'provider',
  'defects',
  'killed',
  'survivors',
  'requests to detection, median',
  'p90',
  'clauses with defects',
  'requests to the clean double',
  'false alarms there',
];

function summaryRow(provider: Provider, outcomes: readonly Outcome[]): string[] {
  const clean = outcomes.find(({ defect }) => !defect);
  const own = outcomes.filter(isWithDefect);
  return [provider, ...countsOf(own), String(clean?.requests), String(clean?.elsewhere.length)];
}

function totalRow(outcomes: readonly Outcome[]): string[] {
  const clean = outcomes.filter(({ defect }) => !defect);
  const sum = (of: (outcome: Outcome) => number) =>
    String(clean.reduce((n, one) => n + of(one), 0));
  return [
    '**all**',
    ...countsOf(outcomes.filter(isWithDefect)),
    sum(({ requests }) => requests),
    sum(({ elsewhere }) => elsewhere.length),
  ];
}

function countsOf(own: readonly Killing[]): string[] {
  const killed = own.filter(({ fate }) => fate === 'killed');
  const { median, p90 } = spread(killed.map(({ detectedAfter = 0 }) => detectedAfter));
  return [
    String(own.length),
    String(killed.length),
    String(own.length - killed.length),
    String(median),
    String(p90),
    String(new Set(own.map(({ defect }) => clauseOf(defect))).size),
  ];
}

function providerPart(provider: Provider, outcomes: readonly Outcome[]): string {
  const own = outcomes.filter(isWithDefect);
  const clauses = [...loadProvider(provider).clauses.values()];
  return `## ${provider}

By the document's section and what the defect does, as its name tells: killed of all.

${sectionTable(clauses, own)}

${survivorsOf(own)}

<details><summary>Clause by clause: ✓ a defect killed, ✗ one that survives</summary>

${clauseTable(clauses, own)}

</details>`;
}

function sectionTable(clauses: readonly Clause[], own: readonly Killing[]): string {
  const section = new Map(clauses.map((clause) => [clause.id, clause.section]));
  const bySection = Map.groupBy(own, ({ defect }) => section.get(clauseOf(defect)) ?? '');
  const rows = [...bySection].map(([name, some]) => [
    name,
    ...effectNames.map((kind) =>
      killedOf(some.filter((one) => kindOf(effectOf(one.defect)) === kind)),
    ),
    killedOf(some),
  ]);
  return tableOf(['section', ...effectNames, 'all'], rows);
}

/** `12/13`, in bold where one survives; nothing of nothing. */
function killedOf(some: readonly Killing[]): string {
  if (some.length === 0) return '';
  const killed = some.filter(({ fate }) => fate === 'killed').length;
  return killed === some.length ? `${killed}` : `**${killed}/${some.length}**`;
}

function survivorsOf(own: readonly Killing[]): string {
  const survivors = own.filter(({ fate }) => fate !== 'killed');
  if (survivors.length === 0) return 'None survives.';
  const rows = survivors.map(({ defect, fate, verdict = '', elsewhere, stopped }) => [
    `\`${defect}\``,
    fates[fate],
    verdict,
    [
      ...elsewhere.map((id) => `\`${id}\``),
      ...(stopped ? [stopped.split('\n')[0] ?? ''] : []),
    ].join(', '),
  ]);
  return `Survivors:\n\n${tableOf(['defect', 'what happened instead', "its clause's verdict", 'what else failed'], rows)}`;
}

function clauseTable(clauses: readonly Clause[], own: readonly Killing[]): string {
  const byClause = Map.groupBy(own, ({ defect }) => clauseOf(defect));
  const rows = clauses.flatMap(({ id, level }) => {
    const some = byClause.get(id);
    return some ? [[`\`${id}\``, level, marksOf(some), detectionOf(some)]] : [];
  });
  return tableOf(['clause', 'level', 'defects', 'requests to detection, median'], rows);
}

function marksOf(some: readonly Killing[]): string {
  return some.map(({ fate }) => (fate === 'killed' ? '✓' : '✗')).join('');
}

function detectionOf(some: readonly Killing[]): string {
  const after = some.flatMap(({ detectedAfter }) => detectedAfter ?? []);
  return after.length > 0 ? String(spread(after).median) : '–';
}

function isWithDefect(outcome: Outcome): outcome is Killing {
  return outcome.defect !== undefined;
}
