import { measureColdStart } from './cold-start.ts';
import { measureSuite } from './conform.ts';
import { measureGenerate } from './generate.ts';
import { reportOf } from './report.ts';
import { writeSection } from './section.ts';
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
writeSection('docs/benchmarks.md', '# Benchmarks', 'bench', report);
