import { machine } from '../machine.ts';
import { tableOf } from '../table.ts';
import { slice } from './growing-double.ts';
import { type Growth, type GrowthRow, manyTickets, repeated, series } from './growth.ts';

/** How a double bears growing, as a part of a page of Markdown. */
export function growthPageOf({ rows, sandbox }: Growth): string {
  const times = [
    ['a new sandbox', sandbox.creation],
    ['reset of a sandbox that was not used', sandbox.reset],
    [`reset of a sandbox with ${amount(manyTickets)} tickets`, sandbox.resetOfMany],
  ] as const;
  return `## As it grows

What the creation of a Tickiti ticket costs the processor when so many tickets are there already, each with its key, its customer's
name and a notification: the time of all the process's threads over the next ${amount(slice)} requests, medians of ${series} doubles that grow. It is
steadier than requests a second, and a million divided by it is what one core can answer in a second at best.
Memory is what the process has, the journal and what the garbage collector has not taken yet included.

${tableOf(['tickets stored', 'sandboxes', 'µs a request', 'MB'], rows.map(cells))}

Sandboxes, medians of ${repeated} calls, the last of 3:

${tableOf(
  ['call', 'ms'],
  times.map(([name, time]) => [name, time.toFixed(1)]),
)}

${machine()} To repeat it: \`npm run speed -- --growth\`, with \`--million\` for a million tickets, which takes minutes.`;
}

function cells({ stored, sandboxes, microseconds, megabytes }: GrowthRow): string[] {
  return [amount(stored), amount(sandboxes), microseconds.toFixed(0), megabytes.toFixed(0)];
}

function amount(figure: number): string {
  return figure.toLocaleString('en-US');
}
