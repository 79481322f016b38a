import { parseArgs } from 'node:util';
import { defectsOf } from '../mock-server/defects/index.ts';
import { loadProvider } from '../specs/contract/load.ts';
import { isProvider, providers } from '../specs/contract/providers.ts';
import { clauseOf, type Job, type Outcome } from './kill-matrix/outcome.ts';
import { pageOf } from './kill-matrix/page.ts';
import { doAll } from './kill-matrix/pool.ts';
import { showProgress } from './kill-matrix/progress.ts';
import { writeTable } from './kill-matrix/table-file.ts';
import { writeSection } from './section.ts';

/**
 * Turns on every defect in turn and has the suite judge the double: `npm run kill-matrix`.
 *
 * `--first` ends each run at the finding that it is about, `--provider` and `--clause` choose a part;
 * then nothing is written, only printed.
 */
const { values: options } = parseArgs({
  options: {
    first: { type: 'boolean', default: false },
    provider: { type: 'string', multiple: true },
    clause: { type: 'string' },
    processes: { type: 'string', default: '2' },
  },
});

const { first, clause, provider: wanted = [] } = options;
const unknown = wanted.find((name) => !isProvider(name));
if (unknown) throw new Error(`there is no provider ${unknown}: ${providers.join(', ')}`);

const chosen = providers.filter((name) => wanted.length === 0 || wanted.includes(name));
const jobs = chosen.flatMap((provider): Job[] => {
  const all = [...defectsOf(loadProvider(provider)).keys()];
  const own = all.filter((id) => !clause || clauseOf(id).startsWith(clause));
  return [{ provider, first }, ...own.map((defect) => ({ provider, defect, first }))];
});

const outcomes: Outcome[] = [];
const start = performance.now();
const show = showProgress(jobs);
await doAll(jobs, Number(options.processes), (outcome) => {
  outcomes.push(outcome);
  show(outcome);
});

const seconds = (performance.now() - start) / 1000;
const inOrder = jobs.map(
  (job) =>
    outcomes.find(({ provider, defect }) => provider === job.provider && defect === job.defect) ??
    missing(job),
);
const page = pageOf(inOrder, { seconds, first, processes: Number(options.processes) });
if (first || clause || wanted.length > 0) console.log(page);
else {
  writeSection('docs/kill-matrix.md', '# Kill matrix', 'kill-matrix', page);
  writeTable('docs/kill-matrix.csv', inOrder);
  console.log('docs/kill-matrix.md and docs/kill-matrix.csv are written');
}

function missing({ provider, defect }: Job): never {
  throw new Error(`nothing is known of ${provider} with ${defect ?? 'no defect'}`);
}
