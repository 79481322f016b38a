import { machine } from '../machine.ts';
import { tableOf } from '../table.ts';
import { connections } from './burst.ts';
import { type Comparison, everyonesProvider } from './compare.ts';
import { canPin, generatorCore, serverCore } from './cores.ts';
import { generatorName } from './generator.ts';
import { sampling } from './lua.ts';
import { peerPackages } from './peer-packages.ts';
import { type Row, rounds } from './rounds.ts';
import { bareServers } from './subjects/bare.ts';
import { double } from './subjects/double.ts';
import { ourCreation, rateOf, timesPrism } from './times.ts';

export const plotFile = 'docs/benchmarks-speed.svg';

/** The comparison as a part of a page of Markdown. */
export function pageOf(comparisons: readonly Comparison[], seconds: number): string {
  return `## Beside other mock servers

Every server gets the same request for a new ticket, the first example of the contract; all of them run, and one at a time is asked:
${connections} connections of ${generatorName}, ${rounds} rounds of ${seconds} s over all servers in turn after one to warm up, and of each the round in the middle.
${pinning()}
Every answer must have the documented status. One in ${sampling} is kept, and after the round its whole body must be as the contract's schema says.
Keys are new for each request, and Mava's requests go round several thousand credentials, since its limit stays in force.

Doublecheck checks, keeps the ticket, its key and a journal; the others keep nothing. It is as \`npm start\` has it, the peers as they start by themselves,
but without a line of log for each request, where they have an option for that (Mockoon has none); "Prism" alone has its usual log. WireMock's journal of requests is off too. ${versions()}
Of Java servers the warm-up is short: they may become faster in minutes.
CPU is what a request costs the server's processor, whoever else uses it; busy is how much of its core the server had.
Where that is well below 100 %, the generator or something else on the machine held it up.

![Requests a second by server](${plotFile.replace('docs/', '')})

${reach(comparisons)}

${comparisons.map(partOf).join('\n\n')}

${machine()} To repeat it: \`npm run speed\`, with \`--install\` to have npm put the peers into a folder of their own.`;
}

function partOf(comparison: Comparison): string {
  const { provider, rows, absent } = comparison;
  const header = [
    'server',
    'answer',
    'requests/s',
    'p50 ms',
    'p99 ms',
    'CPU µs',
    'busy',
    'of bare',
  ];
  const cells = rows.map((row) => [...figures(rows, row), ...beside(comparison, row)]);
  const missing = absent.map(({ name, why }) => `${name} was left out: ${why}.`);
  return [
    `### ${provider}`,
    tableOf([...header, '× Prism, quiet', '× Prism'], cells),
    ...missing,
  ].join('\n\n');
}

function figures(rows: readonly Row[], row: Row): string[] {
  const [bare] = bareServers;
  return [
    row.subject,
    row.load,
    row.requestsPerSecond.toFixed(0),
    row.p50.toFixed(1),
    row.p99.toFixed(1),
    row.microseconds.toFixed(0),
    Number.isNaN(row.busy) ? 'unknown' : `${Math.round(row.busy * 100)} %`,
    (row.requestsPerSecond / rateOf(rows, bare?.name ?? '')).toFixed(2),
  ];
}

function beside(comparison: Comparison, row: Row): string[] {
  const { ofQuiet, ofDefault } = timesPrism(comparison, row);
  return [ofQuiet.toFixed(1), ofDefault.toFixed(1)];
}

/** The least of everything, so that no good figure hides a bad one. */
function reach(comparisons: readonly Comparison[]): string {
  const ours = comparisons.flatMap(({ provider, rows }) =>
    rows.filter(({ subject }) => subject === double.name).map((row) => ({ provider, ...row })),
  );
  const slowest = ours.toSorted((a, b) => a.requestsPerSecond - b.requestsPerSecond)[0];
  const times = comparisons.map((comparison) => timesPrism(comparison, ourCreation(comparison)));
  const least = (of: keyof (typeof times)[number]) => Math.min(...times.map((one) => one[of]));
  return `Of ${comparisons.length} providers the least: ${slowest?.requestsPerSecond.toFixed(0)} requests/s (${slowest?.provider}, ${slowest?.load}), ${least('ofQuiet').toFixed(1)} times quiet Prism, ${least('ofDefault').toFixed(1)} times Prism.`;
}

function pinning(): string {
  return canPin
    ? `The server has core ${serverCore} for itself, and the generator core ${generatorCore}.`
    : 'Nothing is held to a core, so servers and generator may get into the way of each other.';
}

function versions(): string {
  const { mockoon, wiremock, specmatic } = peerPackages;
  return `Of ${everyonesProvider} every peer is measured: Mockoon ${mockoon.version} and Specmatic ${specmatic.version} from the contract, WireMock ${wiremock.version} from a stub made of it.`;
}
