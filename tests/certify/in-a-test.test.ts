import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuditedDouble, createDouble } from '../../testing/index.ts';
import '../../testing/vitest.ts';
import { ticketOperation } from '../support/file-ticket.ts';

let double: AuditedDouble;
let address = '';
beforeAll(async () => {
  double = await createDouble({ providers: ['midlyr'] });
  address = await double.listen();
});
afterAll(() => double.close());

const { operation, body } = ticketOperation('midlyr');

/** Sends an event; undefined where no answer came. */
async function send(externalRef: string): Promise<Response | undefined> {
  return fetch(`${address}/midlyr${operation.path}`, {
    method: 'POST',
    headers: { Authorization: 'Bearer mk_harbor_primary', 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...(body as object), externalRef }),
  }).catch(() => undefined);
}

const lostOnce = { rules: [{ trouble: 'lost-answer', how: 'reset', times: 1 }] } as const;

describe('in a test', () => {
  it('a client that keeps its key has no findings, and trouble ends with its work', async () => {
    const first = randomUUID();
    await double.withChaos(lostOnce, async () => {
      expect(await send(first)).toBeUndefined();
      expect(await (await send(first))?.json()).toMatchObject({ created: false });
    });
    expect(await double.chaos()).toBeUndefined();
    expect(await double.audit()).toHaveNoFindings();
  });

  it('one that makes a new key has, and the message says what it did', async () => {
    await double.withChaos(lostOnce, async () => {
      await send(randomUUID());
      await send(randomUUID());
    });
    const report = await double.audit();
    expect(report.findings.map(({ rule }) => rule)).toEqual(['key/stable', 'outcome/one-ticket']);
    expect(() => expect(report).toHaveNoFindings()).toThrow(/a retry came with another key/);
  });

  it('trouble within trouble ends with its own work', async () => {
    const kinds = async () => (await double.chaos())?.rules.map(({ trouble }) => trouble);
    await double.withChaos({ rules: [{ trouble: 'clock-skew', seconds: 5 }] }, async () => {
      await double.withChaos(lostOnce, async () => expect(await kinds()).toEqual(['lost-answer']));
      expect(await kinds()).toEqual(['clock-skew']);
    });
    expect(await kinds()).toBeUndefined();
  });

  it('trouble within trouble leaves what there was as it was', async () => {
    const withoutBeginning = async () => {
      const { id, since, ...rest } = (await double.chaos()) ?? {};
      return rest;
    };
    for (const set of [
      { profile: 'outage', for: 5, seed: 3, stealth: true },
      { profile: 'storm', rules: lostOnce.rules, provider: 'midlyr' },
      { rules: lostOnce.rules, operation: operation.id, for: 60 },
    ] as const) {
      await double.setChaos(set);
      const before = await withoutBeginning();
      await double.withChaos('lossy', async () => {});
      expect(await withoutBeginning()).toEqual(before);
    }
    await double.setChaos({});
  });

  it('trouble is the same each time, unless another seed is asked for', async () => {
    const seedOf = async () => (await double.chaos())?.seed;
    expect(await double.withChaos('lossy', seedOf)).toBe(1);
    expect(await double.withChaos({ profile: 'lossy', seed: 7 }, seedOf)).toBe(7);
  });

  it('trouble ends also when the work throws', async () => {
    const failing = double.withChaos('storm', () => Promise.reject(new Error('the test fails')));
    await expect(failing).rejects.toThrow('the test fails');
    expect(await double.chaos()).toBeUndefined();
  });
});

describe('toHaveNoFindings', () => {
  it('is no success where nothing was asked, or the audit was not waited for', async () => {
    const idle = await createDouble({ providers: ['mava'] });
    const report = await idle.audit();
    expect(() => expect(report).toHaveNoFindings()).toThrow(/nothing to judge/i);
    expect(() => expect(idle.audit()).toHaveNoFindings()).toThrow(/await/);
    expect(() => expect(idle.audit()).not.toHaveNoFindings()).toThrow(/await/);
    await idle.close();
  });
});

describe('a journal that is full', () => {
  it('is judged by what is left of it, and the report says so', async () => {
    const small = await createDouble({ providers: ['midlyr'], journalBound: 2 });
    const url = `${await small.listen()}/midlyr${operation.path}`;
    const sources: string[] = [];
    for (let sent = 0; sent < 3; sent += 1) {
      await fetch(url, { method: 'POST' });
      sources.push((await small.audit()).source);
    }
    const plain = 'the double of this test';
    const cut = `${plain}, its newest 2 requests`;
    expect(sources).toEqual([plain, cut, cut]);
    await small.close();
  });
});

describe('whose client is judged', () => {
  it('must be said where there are several', async () => {
    const both = await createDouble({ providers: ['mava', 'loop'] });
    await expect(both.audit()).rejects.toThrow(
      "say whose client to judge, as { provider: 'mava' }",
    );
    expect((await both.audit({ provider: 'loop' })).exitCode).toBe(3);
    await both.close();
  });
});
