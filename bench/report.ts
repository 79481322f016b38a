import type { ColdStart } from './cold-start.ts';
import { runs, type SuiteRow, stride } from './conform.ts';
import { type GenerateRow, rounds as generateRounds, many } from './generate.ts';
import { connections, duration, rounds } from './load.ts';
import { machine } from './machine.ts';
import { canPin } from './speed/cores.ts';
import type { measureStores, StoreRow } from './stores.ts';
import { tableOf } from './table.ts';
import type { ThroughputRow } from './throughput.ts';

/** The figures as a part of a page of Markdown. The first row of the throughput is what the others are compared with. */
export function reportOf(
  coldStart: ColdStart,
  throughput: readonly ThroughputRow[],
  stores: Awaited<ReturnType<typeof measureStores>>,
  suite: readonly SuiteRow[],
  generate: readonly GenerateRow[],
): string {
  return `\`npm run bench\` measures and writes what follows. Figures of different machines do not compare; ratios of one
run do.

${machine()}

## Cold start

From the start of the process to its first 2xx answer, median of ${coldStart.runs}; the double creates a
Mava ticket, with all five providers loaded.

${tableOf(['start', 'ms', 'ratio to Express'], coldStartRows(coldStart))}

## Throughput

Each provider in a process of its own, in memory, creating a ticket from its contract's first example;
${connections} connections, median of ${rounds} rounds of ${duration} s after a warm-up. Every answer must be the
documented success, or the run fails. Repetition keys (Tickiti's header, Midlyr's \`externalRef\`) are new
for each request. Limits stay in force: Mava's requests go round several thousand keys, and Supportdesk's
plan is a large one. The load generator runs on the same machine; where it is the slower of the two, as
with the bare server, it is what is measured.

${tableOf(['server', 'request', 'requests/s', 'p50 ms', 'p99 ms', 'of bare'], throughputRows(throughput))}

## The stores

The same load with the state in each store, and PostgreSQL with its commits on the disk on the same machine as
the doubles and the load generator. Tickiti numbers the tickets of a tenant, so that all of these requests wait
for one row; Midlyr's have a key each. [Scale](scale.md) says what follows.

${tableOf(['store', 'provider', 'requests/s', 'p50 ms', 'p99 ms', 'of memory'], storeRows(stores.rows))}

What 100,000 Tickiti tickets take, with the key, the customer's name and the notification of each, and the
journal at its bound (in memory: by how much the process grew):

${tableOf(
  ['store', 'MB'],
  stores.sizes.map(({ store, bytes }) => [store, (bytes / 1e6).toFixed(0)]),
)}

## The suite

\`doublecheck conform\` over each provider's double with default settings, medians of ${runs} runs with ${runs} seeds after a
warm-up; the double is in a process of its own, and its clock is moved where the suite would wait. Requests to
shrink are those that the random part of the suite sends until what it found is shrunk, the random ones before
included: over every ${stride}th defect, where that part finds it.

${tableOf(
  [
    'provider',
    'requests',
    'seconds',
    'requests/s',
    'defects shrunk',
    'requests to shrink, median',
    'most',
  ],
  suite.map(suiteCells),
)}

## The generator

\`doublecheck generate\`: the time to plan, and then random cases made and written as JSONL to nowhere, ${many.toLocaleString('en-US')} of
them, ${canPin ? 'on one core' : 'on whichever core is free'}, medians of ${generateRounds} runs. Memory is the most that the process had, for 20,000 cases and for a
million.

${tableOf(
  ['provider', 'planned', 'seconds to plan', 'cases/s', 'bytes a case', 'MB, few', 'MB, a million'],
  generate.map(generateCells),
)}
`;
}

function generateCells({
  provider,
  planned,
  planSeconds,
  perSecond,
  bytesPerCase,
  megabytes,
}: GenerateRow) {
  return [
    provider,
    String(planned),
    planSeconds.toFixed(2),
    perSecond.toFixed(0),
    bytesPerCase.toFixed(0),
    megabytes.few.toFixed(0),
    megabytes.million.toFixed(0),
  ];
}

function suiteCells({ provider, requests, seconds, requestsPerSecond, shrinking }: SuiteRow) {
  const { found, median, most } = shrinking;
  return [
    provider,
    String(requests),
    seconds.toFixed(2),
    requestsPerSecond.toFixed(0),
    String(found),
    String(median),
    String(most),
  ];
}

function coldStartRows({ double, doubleWithoutCache, expressHello }: ColdStart): string[][] {
  const row = (name: string, time: number) => [
    name,
    time.toFixed(0),
    (time / expressHello).toFixed(2),
  ];
  return [
    row('Express, hello', expressHello),
    row('double', double),
    row('double, empty code cache', doubleWithoutCache),
  ];
}

function storeRows(rows: readonly StoreRow[]): string[][] {
  return rows.map(({ store, provider, requestsPerSecond, p50, p99 }) => {
    const inMemory = rows.find((row) => row.provider === provider);
    return [
      store,
      provider,
      requestsPerSecond.toFixed(0),
      String(p50),
      String(p99),
      (requestsPerSecond / (inMemory?.requestsPerSecond ?? Number.NaN)).toFixed(2),
    ];
  });
}

function throughputRows(rows: readonly ThroughputRow[]): string[][] {
  const bare = rows[0]?.requestsPerSecond ?? Number.NaN;
  return rows.map(({ subject, request, requestsPerSecond, p50, p99 }) => [
    subject,
    `\`${request}\``,
    requestsPerSecond.toFixed(0),
    String(p50),
    String(p99),
    (requestsPerSecond / bare).toFixed(2),
  ]);
}
