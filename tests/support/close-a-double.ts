/**
 * A program that uses a double and closes it, with the faults of its first argument. It prints what keeps
 * the process alive before there was a double and after it was closed.
 */
import { createDouble } from '../../mock-server/index.ts';

const headers = { 'Content-Type': 'application/json', Connection: 'close' };

/** A round of the event loop, in which what was closed goes. */
const round = () => new Promise((resolve) => setImmediate(resolve));

/** The output's own pipe is there from the first line that is printed. */
const open = () =>
  process
    .getActiveResourcesInfo()
    .filter((name) => name !== 'PipeWrap')
    .toSorted();

console.log(JSON.stringify(open()));
const double = await createDouble();
const address = await double.listen();
await fetch(`${address}/_doublecheck/faults`, {
  method: 'PUT',
  headers,
  body: process.argv[2] ?? '',
});
const answer = fetch(`${address}/mava/api/agents`, { headers }).catch(() => undefined);
await fetch(`${address}/_doublecheck/journal`, { headers });
await double.close();
await answer;
for (let count = 0; count < 10; count += 1) await round();
console.log(JSON.stringify(open()));
process.exit();
