import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../specs/contract/root.ts';
import { measureColdStart } from './cold-start.ts';
import { measureSuite } from './conform.ts';
import { measureGenerate } from './generate.ts';
import { reportOf } from './report.ts';
import { measureStores } from './stores.ts';
import { measureThroughput } from './throughput.ts';

const report = reportOf(
  await measureColdStart(),
  await measureThroughput(),
  await measureStores(),
  await measureSuite(),
  await measureGenerate(),
);
console.log(report);

const file = path.join(packageRoot, 'docs', 'benchmarks.md');
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, report);
