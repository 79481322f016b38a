import { machine } from './machine.ts';
import { measureOverhead, rounds } from './proxy/measure.ts';
import { writeSection } from './section.ts';
import { tableOf } from './table.ts';

const rows = (await measureOverhead()).flatMap(({ load, direct, proxied, added }) =>
  (['median', 'p99'] as const).map((name) => [
    load.name,
    name,
    ...[direct[name], proxied[name], added[name]].map((time) => time.toFixed(3)),
  ]),
);
const text = `## The proxy

\`npm run proxy-overhead\` measures and writes what follows: what \`doublecheck proxy\` adds to a request, before a
server that answers at once, with journal, checks and recording on. Milliseconds a request, directly and through
the proxy by turns; client, proxy and server are processes of one machine. Median of ${rounds} rounds each way,
and of the rounds' differences.

${machine()}

${tableOf(['requests', '', 'direct', 'through the proxy', 'added'], rows)}
`;
console.log(text);
writeSection('docs/benchmarks.md', '# Benchmarks', 'proxy', text);
