import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Facts,
  lookupName,
  noWants,
  type Wants,
  type Write,
} from '../../mock-server/engine/facts.ts';
import type { Decision } from '../../mock-server/engine/outcome.ts';
import type { Faults } from '../../mock-server/faults.ts';
import type { JournalEntry } from '../../mock-server/journal/journal.ts';
import { freshState } from '../../mock-server/sandbox-state.ts';
import { defaultSandbox, type Store } from '../../mock-server/store/store.ts';
import type { Seed } from '../../mock-server/world/seed.ts';
import { entry } from '../support/journal-entry.ts';

/** Two tenants of one made-up provider. */
export const seed: Seed = {
  provider: 'acme',
  tenants: [
    { id: 'north', settings: { first: 7 } },
    { id: 'south', settings: {} },
  ],
  credentials: [
    {
      id: 'north/one',
      role: 'one',
      tenant: 'north',
      token: 'n1',
      abilities: ['write'],
      subject: 'nora',
    },
    { id: 'north/two', role: 'two', tenant: 'north', token: 'n2', abilities: [] },
    { id: 'south/one', role: 'three', tenant: 'south', token: 's1', abilities: [] },
  ],
  entities: [
    {
      tenant: 'north',
      kind: 'customer',
      id: 'c1',
      data: { name: 'Nora' },
      aliases: { email: 'n@x' },
    },
    {
      tenant: 'south',
      kind: 'customer',
      id: 'c1',
      data: { name: 'Sven' },
      aliases: { email: 'n@x' },
    },
    { tenant: 'north', kind: 'agent', id: 'a2', data: {}, aliases: {} },
    { tenant: 'north', kind: 'agent', id: 'a1', data: {}, aliases: {} },
  ],
};

const key = { fingerprint: 'f', status: 201, body: '{"id":1}', at: 5 };

/** What every store must do; a store's test calls it with a way to open an empty one. */
export function storeContract(name: string, open: () => Promise<Store>): void {
  describe(name, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
      await store.seed(defaultSandbox, [seed]);
    });
    afterEach(() => store.close());

    /** Reads facts with a token, and does the writes. */
    const run = async (
      token: string,
      wants: Partial<Wants> = {},
      writes: Write[] = [],
    ): Promise<Facts> => {
      let seen: Facts | undefined;
      await store.transact('acme', { ...noWants(), token, ...wants }, (facts) => {
        seen = facts;
        return accepted(writes);
      });
      if (!seen) throw new Error('the store made no decision');
      return seen;
    };
    const entities = (kind: string, sandbox = defaultSandbox) =>
      store.entities({ sandbox, provider: 'acme', kind, limit: 100, offset: 0 });
    const ticket = (id: string): Write => ({
      write: 'entity',
      kind: 'ticket',
      id,
      data: { id },
      aliases: {},
    });
    const customer = (id: string, aliases: Record<string, string>): Write => ({
      write: 'entity',
      kind: 'customer',
      id,
      data: {},
      aliases,
    });
    const setFaults = (faults: Faults) =>
      store.updateState(defaultSandbox, () => ({ ...freshState, faults }));

    describe('facts', () => {
      it('tell who a token is, with the settings of its tenant', async () => {
        const { credential, sandbox } = await run('n1');
        expect(sandbox).toBe(defaultSandbox);
        expect(credential).toMatchObject({
          id: 'north/one',
          tenant: 'north',
          subject: 'nora',
          abilities: ['write'],
          settings: { first: 7 },
        });
      });

      it('are those of nobody for an unknown token, or none', async () => {
        expect((await run('nobody')).credential).toBeUndefined();
        expect((await run('n1', { token: undefined })).credential).toBeUndefined();
      });

      it('find entities by id and by alias, of every tenant', async () => {
        const { entities: found } = await run('n1', {
          entities: [
            { kind: 'customer', field: 'id', value: 'c1' },
            { kind: 'customer', field: 'email', value: 'n@x' },
            { kind: 'customer', field: 'email', value: 'N@x' },
          ],
        });
        const tenants = (field: string, value: string) =>
          found.get(lookupName('customer', field, value))?.map(({ tenant }) => tenant);
        expect(tenants('id', 'c1')?.sort()).toEqual(['north', 'south']);
        expect(tenants('email', 'n@x')?.sort()).toEqual(['north', 'south']);
        expect(tenants('email', 'N@x')).toEqual([]);
      });

      it('list the entities of the caller’s tenant in the order of their creation', async () => {
        await run('n1', {}, [{ write: 'entity', kind: 'agent', id: 'a0', data: {}, aliases: {} }]);
        const { lists } = await run('n1', { lists: ['agent'] });
        expect(lists.get('agent')?.map(({ id }) => id)).toEqual(['a2', 'a1', 'a0']);
        expect((await run('s1', { lists: ['agent'] })).lists.get('agent')).toEqual([]);
      });
    });

    describe('writes', () => {
      it('are there for the next request', async () => {
        await run('n1', {}, [ticket('t1')]);
        expect((await entities('ticket')).map(({ id, tenant }) => [id, tenant])).toEqual([
          ['t1', 'north'],
        ]);
      });

      it('change an entity without changing its place', async () => {
        await run('n1', {}, [{ write: 'change', kind: 'agent', id: 'a2', data: { turn: 1 } }]);
        expect((await entities('agent')).map(({ id, data }) => [id, data])).toEqual([
          ['a2', { turn: 1 }],
          ['a1', {}],
        ]);
      });

      it('refuse an id that is taken, and leave what has it as it is', async () => {
        await expect(run('n1', {}, [customer('c1', {})])).rejects.toThrow(/unique/i);
        const { entities: found } = await run('n1', {
          entities: [{ kind: 'customer', field: 'id', value: 'c1' }],
        });
        const names = found.get(lookupName('customer', 'id', 'c1'))?.map(({ data }) => data.name);
        expect(names?.sort()).toEqual(['Nora', 'Sven']);
      });

      it('let the first entity with an alias keep it', async () => {
        await run('n1', {}, [
          { write: 'entity', kind: 'customer', id: 'c9', data: {}, aliases: { email: 'n@x' } },
        ]);
        const wanted = { kind: 'customer', field: 'email', value: 'n@x' };
        const { entities: found } = await run('n1', { entities: [wanted] });
        expect(found.get(lookupName('customer', 'email', 'n@x'))?.map(({ id }) => id)).toEqual([
          'c1',
          'c1',
        ]);
      });

      it.each(['tenant', 'credential'] as const)(
        'keep keys and counters in the scope of the %s',
        async (scope) => {
          const counter = { value: 3, since: 9 };
          await run('n1', {}, [
            { write: 'key', scope, value: 'k', key },
            { write: 'counter', scope, name: 'hits', counter },
          ]);
          const wants = { key: { scope, value: 'k' }, counters: [{ scope, name: 'hits' }] };
          const known = await Promise.all(['n1', 'n2', 's1'].map((token) => run(token, wants)));
          const shared = scope === 'tenant';
          expect(known.map((facts) => facts.key?.body)).toEqual([
            key.body,
            shared ? key.body : undefined,
            undefined,
          ]);
          expect(known.map(({ counters }) => counters.get('hits')?.value)).toEqual([
            3,
            shared ? 3 : undefined,
            undefined,
          ]);
        },
      );

      it('keep strings apart that no text column would: case, white space, NUL, lone surrogates, quotes', async () => {
        const values = ['k', 'K', 'k ', '"k"', '\0', 'k\0', '\ud800', '\ud801', 'é', 'e\u0301', ''];
        for (const [index, value] of values.entries()) {
          await run('n1', {}, [
            { write: 'key', scope: 'tenant', value, key: { ...key, at: index } },
          ]);
        }
        for (const [index, value] of values.entries()) {
          expect((await run('n1', { key: { scope: 'tenant', value } })).key?.at).toBe(index);
        }
      });

      it('take any text: as a key, as what is looked up, and in the data, however long', async () => {
        const texts = ['\0', '\ud800', '#', '\\', '{"a,b"}', 'NULL', '"', 'é'.repeat(100_000)];
        for (const [index, text] of texts.entries()) {
          const write = {
            ...customer(`any${index}`, { email: text }),
            data: { text, views: ['open'] },
          };
          await run('n1', {}, [
            write as Write,
            {
              write: 'key',
              scope: 'tenant',
              value: text,
              key: { ...key, at: index, body: JSON.stringify(text) },
            },
          ]);
        }
        for (const [index, text] of texts.entries()) {
          const found = await run('n1', {
            key: { scope: 'tenant', value: text },
            entities: [{ kind: 'customer', field: 'email', value: text }],
          });
          const [entity] = found.entities.get(lookupName('customer', 'email', text)) ?? [];
          expect([entity?.id, entity?.data.text]).toEqual([`any${index}`, text]);
        }
        const filter = { sandbox: defaultSandbox, provider: 'acme', kind: 'customer' };
        const open = await store.entities({ ...filter, view: 'open', limit: 100, offset: 0 });
        expect(open.map(({ data }) => data.text)).toEqual(texts);
      });
    });

    describe('writes of one decision', () => {
      const change = (id: string, data: object): Write =>
        ({ write: 'change', kind: 'ticket', id, data }) as Write;
      const used = (value: string, at: number): Write => ({
        write: 'key',
        scope: 'tenant',
        value,
        key: { ...key, at },
      });
      const timeOf = async (value: string) =>
        (await run('n1', { key: { scope: 'tenant', value } })).key?.at;
      const idsBy = async (field: string, value: string) => {
        const { entities: found } = await run('n1', {
          entities: [{ kind: 'customer', field, value }],
        });
        return found.get(lookupName('customer', field, value))?.map(({ id }) => id);
      };

      it('change an entity that is new in it', async () => {
        await run('n1', {}, [ticket('t1'), ticket('t2'), change('t1', { a: 1 })]);
        await run('n1', {}, [change('t2', { b: 1 }), change('t2', { b: 2 })]);
        expect((await entities('ticket')).map(({ id, data }) => [id, data])).toEqual([
          ['t1', { a: 1 }],
          ['t2', { b: 2 }],
        ]);
      });

      it('change nothing that is new only after it', async () => {
        await run('n1', {}, [change('t1', { a: 1 }), ticket('t0'), ticket('t1')]);
        expect((await entities('ticket')).map(({ id, data }) => [id, data])).toEqual([
          ['t0', { id: 't0' }],
          ['t1', { id: 't1' }],
        ]);
      });

      it('let the first of its new entities with an alias keep it, also when it is changed', async () => {
        await run('n1', {}, [
          customer('c3', { email: 'same@x' }),
          { write: 'change', kind: 'customer', id: 'c3', data: { name: 'first' } },
          customer('c4', { email: 'same@x', phone: '4' }),
        ]);
        expect(await idsBy('email', 'same@x')).toEqual(['c3']);
        expect(await idsBy('phone', '4')).toEqual(['c4']);
      });

      it('leave a key as it is used last, whether it was known before or not', async () => {
        await run('n1', {}, [used('k', 1), used('k', 2)]);
        expect(await timeOf('k')).toBe(2);
        await run('n1', {}, [used('k', 3), used('k', 4)]);
        await run('n1', {}, [used('k', 5)]);
        expect(await timeOf('k')).toBe(5);
      });

      it('leave a counter as it is counted last', async () => {
        const counted = (value: number): Write => ({
          write: 'counter',
          scope: 'tenant',
          name: 'n',
          counter: { value, since: 0 },
        });
        await run('n1', {}, [counted(1), counted(2)]);
        const { counters } = await run('n1', { counters: [{ scope: 'tenant', name: 'n' }] });
        expect(counters.get('n')?.value).toBe(2);
      });
    });

    describe('all or nothing', () => {
      const writes: Write[] = [
        ticket('t1'),
        { write: 'entity', kind: 'customer', id: 'c2', data: {}, aliases: { email: 'new@x' } },
        { write: 'key', scope: 'tenant', value: 'k', key },
        { write: 'counter', scope: 'tenant', name: 'hits', counter: { value: 1, since: 0 } },
      ];
      const left = async () => {
        const wants = {
          key: { scope: 'tenant', value: 'k' } as const,
          counters: [{ scope: 'tenant', name: 'hits' } as const],
          entities: [{ kind: 'customer', field: 'email', value: 'new@x' }],
        };
        const facts = await run('n1', wants);
        return [
          (await entities('ticket')).length,
          facts.key,
          facts.counters.size,
          ...[...facts.entities.values()].flat(),
        ];
      };

      it.each(['commit', { write: 1 }, { write: 2 }, { write: 3 }, { write: 4 }] as const)(
        'leaves nothing behind when it fails at %j',
        async (at) => {
          await setFaults({ store: { at, times: 1 } });
          await expect(run('n1', {}, writes)).rejects.toMatchObject({
            name: 'StoreFailure',
            simulated: true,
          });
          expect(await left()).toEqual([0, undefined, 0]);
        },
      );

      it('leaves nothing behind when two of its entities would have one id', async () => {
        const twice = [...writes, customer('same', {}), customer('same', {})];
        await expect(run('n1', {}, twice)).rejects.toThrow(/unique/i);
        expect(await left()).toEqual([0, undefined, 0]);
      });

      it('leaves nothing behind when a write cannot be put into words', async () => {
        const odd = { ...ticket('odd'), data: { id: 1n } } as Write;
        await expect(run('n1', {}, [...writes, odd])).rejects.toThrow(/serialize/);
        expect(await left()).toEqual([0, undefined, 0]);
      });

      it('leaves nothing behind when the decision itself throws', async () => {
        const broken = store.transact('acme', { ...noWants(), token: 'n1' }, () => {
          throw new TypeError('a bug');
        });
        await expect(broken).rejects.toThrow('a bug');
        expect(await left()).toEqual([0, undefined, 0]);
      });

      it('does not let one request’s failure touch another’s in the same turn', async () => {
        const good = run('n1', {}, [ticket('before')]);
        const bad = store.transact('acme', { ...noWants(), token: 'n1' }, () => {
          throw new Error('a bug');
        });
        const alsoGood = run('n1', {}, [ticket('after')]);
        await Promise.allSettled([good, bad, alsoGood]);
        expect((await entities('ticket')).map(({ id }) => id)).toEqual(['before', 'after']);
      });

      it('lets requests of one turn see each other: the second use of a counter reads the first', async () => {
        const count = () =>
          store.transact(
            'acme',
            { ...noWants(), token: 'n1', counters: [{ scope: 'tenant', name: 'n' }] },
            (facts) => {
              const value = (facts.counters.get('n')?.value ?? 0) + 1;
              return accepted(
                [{ write: 'counter', scope: 'tenant', name: 'n', counter: { value, since: 0 } }],
                value,
              );
            },
          );
        const answers = await Promise.all(Array.from({ length: 50 }, count));
        expect(answers.map(({ body }) => Number(body)).sort((a, b) => a - b)).toEqual(
          Array.from({ length: 50 }, (_, index) => index + 1),
        );
      });

      it('lets a fault meet as many as it should, though more come at once', async () => {
        await setFaults({ store: { at: 'commit', times: 2 } });
        const met = await Promise.allSettled(Array.from({ length: 6 }, () => run('n1')));
        expect(met.map(({ status }) => status).toSorted()).toEqual([
          ...Array(4).fill('fulfilled'),
          ...Array(2).fill('rejected'),
        ]);
      });

      it('ends a fault after its times', async () => {
        await setFaults({ store: { at: 'commit', times: 2 }, latency: 3 });
        await expect(run('n1')).rejects.toThrow();
        await expect(run('n1')).rejects.toThrow();
        await run('n1');
        expect((await store.state(defaultSandbox))?.faults).toEqual({ latency: 3 });
      });
    });

    describe('time', () => {
      it('is what the facts say, and passes', async () => {
        const before = await store.time();
        const { realTime } = await run('n1');
        const after = await store.time();
        expect([before, realTime, after]).toEqual(
          [before, realTime, after].toSorted((a, b) => a - b),
        );
        expect(Math.abs(after - Date.now())).toBeLessThan(5_000);
      });

      it('may have any size and fraction where it is remembered', async () => {
        const since = Date.UTC(9999, 11, 31) + 0.125;
        await run('n1', {}, [
          { write: 'counter', scope: 'tenant', name: 'n', counter: { value: 2 ** 40, since } },
          { write: 'key', scope: 'tenant', value: 'k', key: { ...key, at: since } },
        ]);
        const wants: Partial<Wants> = {
          key: { scope: 'tenant', value: 'k' },
          counters: [{ scope: 'tenant', name: 'n' }],
        };
        const facts = await run('n1', wants);
        expect([facts.counters.get('n'), facts.key?.at]).toEqual([
          { value: 2 ** 40, since },
          since,
        ]);
      });
    });

    describe('sandboxes', () => {
      const withTokens = (end: string) => (one: Seed) => ({
        ...one,
        credentials: one.credentials.map((known) => ({ ...known, token: `${known.token}_${end}` })),
      });
      const other = withTokens('b')(seed);

      it('share nothing', async () => {
        await store.seed('b', [other]);
        await run('n1_b', {}, [ticket('t1')]);
        expect(await entities('ticket')).toEqual([]);
        expect((await entities('ticket', 'b')).length).toBe(1);
        expect((await run('n1_b')).sandbox).toBe('b');
      });

      it('are as on the first day after a reset', async () => {
        await run('n1', {}, [ticket('t1'), { write: 'key', scope: 'tenant', value: 'k', key }]);
        await store.updateState(defaultSandbox, () => ({ clock: { offset: 5 }, faults: {} }));
        await store.seed(defaultSandbox, [seed]);
        expect(await entities('ticket')).toEqual([]);
        expect((await run('n1', { key: { scope: 'tenant', value: 'k' } })).key).toBeUndefined();
        expect(await store.state(defaultSandbox)).toEqual(freshState);
      });

      it('refuse a token that another has, and stay as they are', async () => {
        await store.seed('b', [other]);
        await run('n1_b', {}, [ticket('t1')]);
        const both = { ...other, credentials: [...other.credentials, ...seed.credentials] };
        await expect(store.seed('b', [both])).rejects.toMatchObject({ name: 'StoreFailure' });
        expect((await entities('ticket', 'b')).length).toBe(1);
        expect((await run('n1')).sandbox).toBe(defaultSandbox);
      });

      it('are gone when deleted, and their credentials with them', async () => {
        await store.seed('b', [other]);
        expect(await store.deleteSandbox('b')).toBe(true);
        expect(await store.deleteSandbox('b')).toBe(false);
        expect(await store.sandboxes()).toEqual([defaultSandbox]);
        expect((await run('n1_b')).credential).toBeUndefined();
      });

      it('are filled with the worlds that they lack, and keep the rest as it is', async () => {
        const loop: Seed = { ...seed, provider: 'loop' };
        await run('n1', {}, [ticket('t1')]);
        await store.updateState(defaultSandbox, () => ({ clock: { offset: 5 }, faults: {} }));
        const changed = { ...seed, tenants: [] };
        expect(await store.seedMissing(defaultSandbox, [changed, loop])).toEqual([seed, loop]);
        expect(await store.world(defaultSandbox)).toEqual([seed, loop]);
        expect((await entities('ticket')).map(({ id }) => id)).toEqual(['t1']);
        expect((await store.state(defaultSandbox))?.clock).toEqual({ offset: 5 });
        expect(await store.seedMissing('new', [seed].map(withTokens('new')))).toHaveLength(1);
        expect((await run('n1_new')).sandbox).toBe('new');
      });

      it('are put back to their world in one step, and are not made by that', async () => {
        await run('n1', {}, [ticket('t1')]);
        expect(await store.reset(defaultSandbox)).toBe(true);
        expect(await entities('ticket')).toEqual([]);
        expect(await store.reset('nowhere')).toBe(false);
        expect(await store.sandboxes()).toEqual([defaultSandbox]);
      });

      it('may have no world', async () => {
        expect(await store.seedMissing('bare', [])).toEqual([]);
        expect(await store.state('bare')).toEqual(freshState);
      });

      it('stay as they are when the change of their state throws, which is thrown on', async () => {
        class Refused extends Error {}
        const refusing = store.updateState(defaultSandbox, () => {
          throw new Refused('no');
        });
        await expect(refusing).rejects.toBeInstanceOf(Refused);
        expect(await store.state(defaultSandbox)).toEqual(freshState);
      });

      it('remember their world', async () => {
        expect(await store.world(defaultSandbox)).toEqual([seed]);
        expect(await store.world('nowhere')).toBeUndefined();
      });
    });

    describe('the journal', () => {
      it('gives the newest entries, oldest first, of one sandbox', async () => {
        await store.appendJournal([
          entry('1'),
          entry('x', { sandbox: 'b' }),
          entry('2'),
          entry('3'),
        ]);
        const read = await store.readJournal({ sandbox: defaultSandbox, limit: 2 });
        expect(read.map(({ reason }) => reason)).toEqual(['2', '3']);
      });

      it('gives entries as they came, whatever is in them', async () => {
        const body = '{"a": "é\u0000\n"}\n\ud83d\ude00';
        const full: JournalEntry = {
          ...entry('why', { operation: 'create', credential: 'n/one', check: 'validation' }),
          ...{
            clause: 'c/1',
            clauses: ['c/1', 'c/2'],
            fault: 'store',
            defects: ['d'],
            duration: 1.5,
          },
          request: { method: 'POST', path: '/a?b=1', headers: { a: ['1', '"'] }, body, size: 99 },
          answer: { status: 0, headers: { 'Retry-After': '1' }, body: `${body}${body}` },
        };
        await store.appendJournal([full, entry('')]);
        const read = await store.readJournal({ sandbox: defaultSandbox, limit: 9 });
        expect(read).toEqual([full, entry('')]);
      });

      it('keeps no more than its bound', async () => {
        await store.appendJournal(Array.from({ length: 150 }, (_, index) => entry(String(index))));
        const read = await store.readJournal({ sandbox: defaultSandbox, limit: 1000 });
        expect(read.map(({ reason }) => reason)).toEqual(
          Array.from({ length: 100 }, (_, index) => String(index + 50)),
        );
      });

      it('is empty after it is cleared, for that sandbox only', async () => {
        await store.appendJournal([entry('1'), entry('2', { sandbox: 'b' })]);
        await store.clearJournal(defaultSandbox);
        expect(await store.readJournal({ sandbox: defaultSandbox, limit: 9 })).toEqual([]);
        expect((await store.readJournal({ sandbox: 'b', limit: 9 })).length).toBe(1);
      });
    });
  });
}

export function accepted(writes: Write[], answer: unknown = 'ok'): Decision {
  return {
    outcome: 'accepted',
    status: 201,
    headers: {},
    body: String(answer),
    writes,
    clauses: [],
  };
}
