import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../mock-server/engine/decide.ts';
import type { Counter, Facts } from '../../mock-server/engine/facts.ts';
import { createMint } from '../../mock-server/engine/mint.ts';
import type { Decision } from '../../mock-server/engine/outcome.ts';
import { freshState } from '../../mock-server/sandbox-state.ts';
import { compiledOperation } from '../support/compiled.ts';

const operation = await compiledOperation('mava', 'listAgents');
const mint = createMint();
const limit = 90;
const window = 30_000;

/** Milliseconds between one request and the next: mostly bursts, now and then a rest. */
const gaps = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 0, max: 250 }) },
    fc.integer({ min: 0, max: 40_000 }),
  ),
  {
    minLength: 100,
    maxLength: 400,
  },
);

/** Sends requests with these gaps between them; the only thing remembered is what the decisions write. */
function play(pauses: readonly number[]): { at: number; decision: Decision }[] {
  let now = Date.UTC(2026, 0, 1);
  let counters = new Map<string, Counter>();
  return pauses.map((pause) => {
    now += pause;
    const facts: Facts = {
      realTime: now,
      sandbox: 'default',
      state: freshState,
      credential: { id: 'org/primary', tenant: 'org', abilities: [], settings: {} },
      key: undefined,
      counters,
      entities: new Map(),
      lists: new Map(),
    };
    const decision = decide(operation, { headers: {}, body: undefined }, facts, now, mint);
    counters = new Map(counters);
    for (const write of decision.writes)
      if (write.write === 'counter') counters.set(write.name, write.counter);
    return { at: now, decision };
  });
}

describe('the law of the window, for any timing of requests', () => {
  it('accepts at most the limit in each window, and refuses only when it is used up', () => {
    fc.assert(
      fc.property(gaps, (pauses) => {
        let open = { since: Number.NEGATIVE_INFINITY, accepted: 0 };
        for (const { at, decision } of play(pauses)) {
          if (at >= open.since + window) open = { since: at, accepted: 0 };
          expect(decision.status).toBe(open.accepted < limit ? 200 : 429);
          if (decision.status === 200) open.accepted += 1;
        }
      }),
    );
  });

  it('tells a refused client a time after which it is accepted', () => {
    fc.assert(
      fc.property(gaps, (pauses) => {
        const answers = play(pauses);
        const refused = answers.findIndex(({ decision }) => decision.status === 429);
        if (refused < 0) return;
        const wait = Number(answers[refused]?.decision.headers['Retry-After']);
        expect(wait).toBeGreaterThan(0);
        expect(wait).toBeLessThanOrEqual(window / 1000);
        const patient = play([...pauses.slice(0, refused + 1), wait * 1000]);
        expect(patient.at(-1)?.decision.status).toBe(200);
      }),
    );
  });

  it('tells how many requests remain', () => {
    const answers = play(Array.from({ length: limit + 1 }, () => 0));
    const remaining = answers.map(
      ({ decision }) => /r=(-?\d+)/.exec(String(decision.headers.RateLimit))?.[1],
    );
    expect(remaining).toEqual([
      ...Array.from({ length: limit }, (_, index) => String(limit - 1 - index)),
      '0',
    ]);
  });
});
