import request from 'supertest';
import { describe, expect, it, onTestFinished } from 'vitest';
import { defectsOf } from '../../mock-server/defects/index.ts';
import { createDouble, type DoubleOptions } from '../../mock-server/double.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { providers } from '../../specs/contract/providers.ts';
import { assertRefused, callAdmin, sendAdmin } from '../support/admin.ts';
import { fileTicket } from '../support/file-ticket.ts';
import { useDouble } from '../support/use-double.ts';

const tooLong = 'midlyr/external-ref/max~one-too-many';
const tooShort = 'midlyr/external-ref/max~one-too-few';
const brandless = 'loop/brand-id/required~may-be-left-out';

const double = useDouble();

async function statusFor(length: number): Promise<number> {
  const client = await double.client('midlyr');
  const body = {
    scenario: 'generic',
    content: { type: 'text', text: 'x' },
    externalRef: 'x'.repeat(length),
  };
  return (await client.send('primary', { path: '/api/v1/events', body })).status;
}

const set = (defects: unknown) =>
  sendAdmin(double.address, 'PUT', '/defects', { body: { defects } });

describe('the admin API', () => {
  it('turns defects on and off, from the next request on', async () => {
    expect(await statusFor(129)).toBe(400);
    const { body } = await callAdmin(double.address, 'PUT /defects', {
      body: { defects: [tooLong, brandless] },
    });
    expect(body).toEqual({ defects: [tooLong, brandless] });
    expect(await statusFor(129)).toBe(201);
    expect(await statusFor(130)).toBe(400);
    await callAdmin(double.address, 'PUT /defects', { body: { defects: [] } });
    expect(await statusFor(129)).toBe(400);
  });

  it('applies defects of one provider in the order in which they were given', async () => {
    await set([tooLong, tooShort]);
    expect([await statusFor(127), await statusFor(128)]).toEqual([201, 400]);
    await set([tooShort, tooLong]);
    expect([await statusFor(129), await statusFor(130)]).toEqual([201, 400]);
    await set([]);
  });

  it('tells those that are on, and all that a provider has', async () => {
    await set([brandless]);
    for (const provider of providers) {
      const { body } = await callAdmin(double.address, 'GET /defects', { query: { provider } });
      expect(body.defects).toEqual([brandless]);
      const all = [...defectsOf(loadProvider(provider)).values()];
      expect(body.all).toEqual(all.map(({ id, clause }) => ({ id, clause })));
    }
    await set([]);
    expect((await callAdmin(double.address, 'GET /defects')).body).toEqual({ defects: [] });
  });

  it('refuses an id that it does not know with one that is near, and changes nothing', async () => {
    await set([tooLong]);
    const answer = await set([brandless, 'midlyr/external-ref/max~one-too-mny']);
    assertRefused(answer, 400);
    expect(answer.body.mend).toContain(tooLong);
    expect((await callAdmin(double.address, 'GET /defects')).body.defects).toEqual([tooLong]);
    await set([]);
  });

  it.each([[undefined], ['midlyr/order'], [[7]]])('refuses %j for a list', async (defects) => {
    assertRefused(await set(defects), 400);
  });

  it('says in its health which are on, and in the journal which an exchange met', async () => {
    const client = await double.client('midlyr');
    await fileTicket(client, 'midlyr');
    await set([tooLong]);
    await fileTicket(client, 'midlyr');
    expect((await callAdmin(double.address, 'GET /health')).body.defects).toEqual([tooLong]);
    const journal = await client.journal();
    expect(journal.map(({ defects }) => defects)).toEqual([undefined, [tooLong]]);
    await set([]);
    expect((await callAdmin(double.address, 'GET /health')).body).not.toHaveProperty('defects');
  });
});

describe('createDouble', () => {
  const open = async (options: DoubleOptions) => {
    const created = await createDouble(options);
    onTestFinished(() => created.close());
    return created;
  };

  it('takes defects from the start', async () => {
    const { app } = await open({
      providers: ['midlyr'],
      atRoot: true,
      defects: ['midlyr/response/created~answers-200'],
    });
    const event = { scenario: 'generic', content: { type: 'text', text: 'x' } };
    await request(app)
      .post('/api/v1/events')
      .set('Authorization', 'Bearer mk_harbor_primary')
      .send(event)
      .expect(200);
  });

  it.each([
    [['midlyr'] as const, brandless],
    [providers, 'midlyr/order'],
  ])('refuses, of %j, a defect that is none of theirs: %s', async (served, id) => {
    const refusal = expect(createDouble({ providers: served, defects: [id] })).rejects;
    await refusal.toMatchObject({ name: 'UnknownDefect', message: expect.stringContaining(id) });
  });
});
