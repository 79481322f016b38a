import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Report, runConformance } from '../conformance/index.ts';
import { targetOfDouble } from '../conformance/target/from-double.ts';
import type { Target } from '../conformance/target/target.ts';
import { createDouble } from '../mock-server/double.ts';
import { loadProvider } from '../specs/contract/load.ts';
import { type Provider, providers } from '../specs/contract/providers.ts';
import type { Contract } from '../specs/contract/types.ts';
import { startPrism } from '../tests/support/prism.ts';
import { machine } from './machine.ts';
import { writeSection } from './section.ts';
import { tableOf } from './table.ts';

/** Has the suite judge Prism's mock of every contract: `npm run prism`. */
const folder = mkdtempSync(path.join(tmpdir(), 'doublecheck-prism-'));
const reports = await Promise.all(
  providers.map(async (provider) => {
    const report = await judgePrism(provider);
    console.error(`${provider}: ${report.requests} requests`);
    return report;
  }),
).finally(() => rmSync(folder, { recursive: true }));
writeSection('docs/kill-matrix.md', '# Kill matrix', 'prism', pageOf(reports));
console.log('docs/kill-matrix.md is written');

async function judgePrism(provider: Provider): Promise<Report> {
  const contract = loadProvider(provider);
  const prism = await startPrism('mock', withWholePaths(contract));
  try {
    const target = { ...(await whatExists(provider)), baseUrl: prism.address };
    return await runConformance(contract, target, { seed: 1, marker: 'prism' });
  } finally {
    await prism.stop();
  }
}

/** Prism's mock serves the paths alone: what the server's URL has before them is put into a copy. */
function withWholePaths({ document, provider }: Contract): string {
  const { servers, paths } = document as unknown as {
    readonly servers: readonly { readonly url: string }[];
    readonly paths: Readonly<Record<string, unknown>>;
  };
  const base = new URL(servers[0]?.url ?? '/', 'http://localhost').pathname.replace(/\/$/, '');
  const whole = Object.entries(paths).map(([own, item]) => [base + own, item]);
  const file = path.join(folder, `${provider}.json`);
  writeFileSync(file, JSON.stringify({ ...document, paths: Object.fromEntries(whole) }));
  return file;
}

/** What a double has: a mock without state takes any of it. Its clock, its limits and quotas Prism lacks. */
async function whatExists(provider: Provider): Promise<Target> {
  const double = await createDouble({ providers: [provider], atRoot: true });
  const { controls, ...target } = await targetOfDouble(await double.listen(), provider);
  await controls?.release?.();
  await double.close();
  const unlimited = { rate: { limit: 1_000_000, window: 1 } };
  return { ...target, limits: unlimited, may: { ...target.may, exhaustRateLimit: false } };
}

function pageOf(all: readonly Report[]): string {
  const header = ['provider', 'documented clauses', 'pass', 'fail', 'not seen', 'requests'];
  const rows = all.map((report) => {
    const documented = report.clauses.filter(({ level }) => level === 'documented');
    const count = (...wanted: string[]) =>
      String(documented.filter(({ verdict }) => wanted.includes(verdict)).length);
    return [
      report.provider,
      String(documented.length),
      count('pass'),
      count('fail'),
      count('inconclusive', 'not-applicable', 'warn'),
      report.stopped ? `${report.requests}, then: ${report.stopped.message}` : `${report.requests}`,
    ];
  });
  return `## Prism's mock

\`prism mock\` answers from the same contracts, without state. The suite passes its shapes, since it checks requests against
the schema and answers with the contract's examples, and fails what needs a memory: what was sent before, who asks, what exists.

${tableOf(header, rows)}

${machine()} To repeat it: \`npm run prism\`.

<details><summary>Which documented clauses fail</summary>

${all.map(failing).join('\n\n')}

</details>`;
}

function failing({ provider, clauses }: Report): string {
  const failed = clauses.filter(({ verdict }) => verdict === 'fail');
  return [`**${provider}**`, '', ...failed.map(({ id, text }) => `- \`${id}\`: ${text}`)].join(
    '\n',
  );
}
