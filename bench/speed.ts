import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Provider, providers } from '../specs/contract/providers.ts';
import { packageRoot } from '../specs/contract/root.ts';
import { writeSection } from './section.ts';
import { chartOf } from './speed/chart.ts';
import { type Comparison, compare, everyonesProvider, subjectsOf } from './speed/compare.ts';
import { stayWithGenerator } from './speed/cores.ts';
import { measureGrowth } from './speed/growth.ts';
import { growthPageOf } from './speed/growth-page.ts';
import { findingsOf, guarded, lineOf } from './speed/guard.ts';
import { pageOf, plotFile } from './speed/page.ts';
import { installPeers } from './speed/peer-packages.ts';

/** Measures us beside other mock servers: `npm run speed -- --install`, and writes docs/benchmarks.md. */
const { values: options } = parseArgs({
  options: {
    install: { type: 'boolean', default: false },
    guard: { type: 'boolean', default: false },
    growth: { type: 'boolean', default: false },
    million: { type: 'boolean', default: false },
    only: { type: 'string' },
    seconds: { type: 'string', default: '3' },
  },
});
const seconds = Number(options.seconds);
const page = 'docs/benchmarks.md';

if (options.install) installPeers();
stayWithGenerator();
if (options.guard) process.exitCode = await guard();
else if (options.only) console.log(pageOf([await compared(options.only as Provider)], seconds));
else {
  if (!options.growth) await writeComparison();
  await writeGrowth();
}

/** The exit code. */
async function guard(): Promise<number> {
  const findings = findingsOf(await compare(everyonesProvider, guarded, 2));
  for (const finding of findings) console.log(lineOf(finding));
  return findings.every(({ holds }) => holds) ? 0 : 1;
}

async function writeComparison(): Promise<void> {
  const comparisons: Comparison[] = [];
  for (const provider of new Set([everyonesProvider, ...providers]))
    comparisons.push(await compared(provider));
  writeFileSync(path.join(packageRoot, plotFile), chartOf(comparisons));
  writeSection(page, '# Benchmarks', 'speed', pageOf(comparisons, seconds));
  console.log(`${page} and ${plotFile} are written`);
}

async function writeGrowth(): Promise<void> {
  const steps = [1_000, 10_000, 100_000, ...(options.million ? [1_000_000] : [])];
  writeSection(page, '# Benchmarks', 'growth', growthPageOf(await measureGrowth(steps)));
  console.log(`${page} is written`);
}

async function compared(provider: Provider): Promise<Comparison> {
  console.error(`${provider} …`);
  return compare(provider, subjectsOf(provider), seconds);
}
