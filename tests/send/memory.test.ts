import v8 from 'node:v8';
import vm from 'node:vm';
import { expect, it } from 'vitest';
import type { Case } from '../../conformance/generate/case.ts';
import { loadProvider } from '../../conformance/index.ts';
import { sendOver } from '../../conformance/send/send-cases.ts';
import { accepted } from './sample-cases.ts';
import { targetAt } from './servers.ts';

v8.setFlagsFromString('--expose-gc');
const collectGarbage: () => void = vm.runInNewContext('gc');

/** Megabytes of the heap that are in use. */
function held(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 1e6;
}

/** Cases with a text of their own, 10 kB each. */
async function* longCases(count: number): AsyncGenerator<Case> {
  for (let index = 0; index < count; index++) {
    const one = accepted(`case ${index}`);
    const [step] = one.steps;
    const body = { text: Buffer.alloc(10_000, `${index} `).toString('latin1') };
    yield { ...one, steps: [{ ...step, request: { ...step.request, body } }] };
  }
}

it('no case is kept: at the twenty-thousandth no more is in memory than at the thousandth', async () => {
  const answer = { status: 201, headers: {}, text: '{}', json: {} };
  const wire = { send: async () => ({ answer }), stall: async () => ({ answer }) };
  const at: number[] = [];
  let count = 0;
  const onEvent = () => {
    if ([1000, 20_000].includes(++count)) at.push(held());
  };
  const target = targetAt('http://127.0.0.1:1');
  const summary = await sendOver(wire, loadProvider('midlyr'), target, longCases(20_000), {
    onEvent,
  });
  expect(summary.counts.pass).toBe(20_000);
  const [early = 0, late = Number.POSITIVE_INFINITY] = at;
  // 190 MB, were they kept.
  expect(late - early).toBeLessThan(10);
});
