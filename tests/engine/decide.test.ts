import { describe, expect, it } from 'vitest';
import { decide, wantsOf } from '../../mock-server/engine/decide.ts';
import type { Facts } from '../../mock-server/engine/facts.ts';
import { createMint, seededRandom } from '../../mock-server/engine/mint.ts';
import type { Request } from '../../mock-server/engine/request.ts';
import { freshState } from '../../mock-server/sandbox-state.ts';
import { compiledOperation } from '../support/compiled.ts';

const operation = await compiledOperation('midlyr', 'createEvent');
const now = Date.UTC(2026, 3, 15);
const event = {
  scenario: 'complaint',
  content: { type: 'text', text: 'Charged twice.' },
  externalRef: 'case-1',
};

function request(
  value: unknown,
  headers: Request['headers'] = { authorization: 'Bearer key' },
): Request {
  return { headers, body: { ok: true, value: structuredClone(value) } };
}

function facts(more: Partial<Facts> = {}): Facts {
  return {
    realTime: 0,
    sandbox: 'default',
    state: freshState,
    credential: { id: 'team/primary', tenant: 'team', abilities: [], settings: {} },
    key: undefined,
    counters: new Map(),
    entities: new Map(),
    lists: new Map(),
    ...more,
  };
}

const decideOn = (asked: Request, known: Facts) =>
  decide(operation, asked, known, now, createMint(seededRandom(1)));

describe('the engine', () => {
  it('says which facts it needs before anything is decided', () => {
    expect(wantsOf(operation, request(event))).toMatchObject({
      token: 'key',
      key: { scope: 'tenant', value: 'case-1' },
    });
  });

  it('asks for facts of any request, however wrong it is', () => {
    for (const value of [null, [], 'text', 7, { externalRef: 5 }, { externalRef: {} }]) {
      expect(wantsOf(operation, request(value)).key).toBeUndefined();
    }
  });

  it('accepts with an answer and the writes that go with it', () => {
    const decision = decideOn(request(event), facts());
    expect(decision).toMatchObject({ outcome: 'accepted', status: 201 });
    expect(decision.writes.map(({ write }) => write)).toEqual(['entity', 'key']);
  });

  it('decides the same again, given the same', () => {
    const known = Object.freeze(facts());
    expect(decideOn(request(event), known)).toEqual(decideOn(request(event), known));
  });

  it('refuses with the contract’s answer, the clause, and no writes', () => {
    expect(decideOn(request({ ...event, scenario: 'praise' }), facts())).toMatchObject({
      outcome: 'refused',
      status: 400,
      check: 'validation',
      clause: 'midlyr/scenario/values',
      writes: [],
    });
  });

  it('stops at the first check of the contract’s order that refuses', () => {
    const decision = decideOn(request({ scenario: 'praise' }), facts({ credential: undefined }));
    expect(decision).toMatchObject({ status: 401, check: 'authentication' });
  });

  it('replays a known key without writing', () => {
    const key = { fingerprint: '', status: 201, body: '{"created":false}', at: now - 1 };
    const decision = decideOn(request(event), facts({ key }));
    expect(decision).toMatchObject({
      outcome: 'replayed',
      status: 201,
      body: key.body,
      writes: [],
    });
  });

  it('does not make an answer up for an operation that nobody wrote', () => {
    const decision = decide(
      { ...operation, create: undefined },
      request(event),
      facts(),
      now,
      createMint(),
    );
    expect(decision.status).toBe(501);
    expect(decision.body).toContain('createEvent');
  });
});
