import { parseArgs } from 'node:util';
import { defectsOf } from '../mock-server/defects/index.ts';
import { loadProvider } from '../specs/contract/load.ts';
import { isProvider, providers } from '../specs/contract/providers.ts';
import { clauseOf, type Job, type Outcome } from './kill-matrix/outcome.ts';
import { pageOf } from './kill-matrix/page.ts';
import { doAll } from './kill-matrix/pool.ts';
import { showProgress } from './kill-matrix/progress.ts';
import { readTable, writeTable } from './kill-matrix/table-file.ts';
import { writeSection } from './section.ts';

/**
 * Turns on every defect in turn and has the suite judge the double: `npm run kill-matrix`.
 *
 * `--first` ends each run at the finding that it is about, `--provider` and `--clause` choose a part;
 * then nothing is written, only printed. `--survivors` takes up what the table does not have as killed, and
 * leaves the rest of it as it is.
 */
const { values: options } = parseArgs({
  options: {
    first: { type: 'boolean', default: false },
    provider: { type: 'string', multiple: true },
    clause: { type: 'string' },
    survivors: { type: 'boolean', default: false },
    processes: { type: 'string', default: '2' },
  },
});

const { first, clause, survivors, provider: wanted = [] } = options;
const table = 'docs/kill-matrix.csv';
const killed = survivors ? readTable(table).filter(({ fate }) => fate === 'killed') : [];
const settled = new Map(killed.map((row) => [row.defect, row]));
const unknown = wanted.find((name) => !isProvider(name));
if (unknown) throw new Error(`there is no provider ${unknown}: ${providers.join(', ')}`);

const chosen = providers.filter((name) => wanted.length === 0 || wanted.includes(name));
const jobs = chosen.flatMap((provider): Job[] => {
  const all = [...defectsOf(loadProvider(provider)).keys()];
  const own = all.filter((id) => !clause || clauseOf(id).startsWith(clause));
  return [{ provider, first }, ...own.map((defect) => ({ provider, defect, first }))];
});

const outcomes: Outcome[] = jobs.flatMap(({ provider, defect }) => {
  const row = defect === undefined ? undefined : settled.get(defect);
  return row ? [{ ...row, provider, seconds: 0, elsewhere: [] }] : [];
});
const open = jobs.filter(({ defect }) => defect === undefined || !settled.has(defect));
const start = performance.now();
const show = showProgress(open);
await doAll(open, Number(options.processes), (outcome) => {
  outcomes.push(outcome);
  show(outcome);
});

const seconds = (performance.now() - start) / 1000;
const inOrder = jobs.map(
  (job) =>
    outcomes.find(({ provider, defect }) => provider === job.provider && defect === job.defect) ??
    missing(job),
);
const again = survivors ? open.filter(({ defect }) => defect !== undefined).length : undefined;
const page = pageOf(inOrder, { seconds, first, again, processes: Number(options.processes) });
if (first || clause || wanted.length > 0) console.log(page);
else {
  writeSection('docs/kill-matrix.md', '# Kill matrix', 'kill-matrix', page);
  writeTable(table, inOrder);
  console.log('docs/kill-matrix.md and docs/kill-matrix.csv are written');
}

function missing({ provider, defect }: Job): never {
  throw new Error(`nothing is known of ${provider} with ${defect ?? 'no defect'}`);
}
