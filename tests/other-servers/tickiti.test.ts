import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Change, expectRefusal, type Got, type Refused, serve } from './in-a-test.ts';
import { variants } from './tickiti.ts';

describe.each(variants)('tickiti, %s', (variant) => {
  const originator_email_address = 'kim@orchard.example';
  const text = { subject: 'Torn seam', content: 'The seam came apart.' };
  const body = { originator_email_address, data: text };
  const template = {
    originator_email_address,
    template_identifier: 'exchange_receipt',
    data: { article: 'coat', buyer: 'Kim' },
  };
  const intervention = {
    originator_email_address,
    intervention: 'exchange_article',
    data: { article: 'coat' },
  };
  const key = (value: string = randomUUID()) => ({ 'Idempotency-Key': value });
  const server = () => serve('tickiti', variant);

  it.each([
    ['text', body, 'Inbox', [false, false]],
    [
      'text for a queue',
      { ...body, data: { ...text, queue_name: 'Couriers' } },
      'Couriers',
      [false, false],
    ],
    ['a template', template, 'Inbox', [true, false]],
    [
      'a template with a queue',
      { ...template, template_identifier: 'courier_delay', data: { parcel: '7' } },
      'Couriers',
      [true, false],
    ],
    [
      'a template for another queue',
      {
        ...template,
        template_identifier: 'courier_delay',
        data: { parcel: '7', queue_name: 'Exchanges' },
      },
      'Exchanges',
      [true, false],
    ],
    [
      'an intervention',
      { ...intervention, uid: 'u-1' },
      'Exchanges',
      [variant === 'lenient', true],
    ],
    [
      'an intervention without a queue',
      { ...intervention, intervention: 'find_parcel', data: { parcel: '7' } },
      // Whether the queue of what it renders counts is not said.
      variant === 'framework' ? 'Couriers' : 'Inbox',
      [variant === 'lenient', true],
    ],
  ])('files a ticket from %s', async (_name, sent, queue, [used_template, used_intervention]) => {
    const { send } = await server();
    const { status, body: answer } = await send({ body: sent });
    expect(status).toBeLessThan(300);
    expect(answer).toMatchObject({ ok: true, data: { queue, used_template, used_intervention } });
    for (const flag of ['used_private_template', 'used_public_template'])
      expect(answer.data[flag]).toEqual(sent === body ? false : expect.any(Boolean));
    expect(JSON.stringify(answer)).not.toMatch(/secure_id|ticket_id|number/);
  });

  it('answers a key again, and refuses it for another payload', async () => {
    const { send } = await server();
    const headers = key();
    const first = await send({ headers });
    const again = await send({ headers });
    expect(again.body.data).toEqual(first.body.data);
    const other = { ...body, data: { ...text, content: 'Else' } };
    expectRefusal(await send({ headers, body: other }), 409, 'idempotency_key_conflict');
    const there = await send({ headers, body: other, role: 'second-tenant' });
    expect(there.status).toBeLessThan(300);
  });

  it('identifies the tickets of the unified endpoint, whatever their key', async () => {
    const { send } = await server();
    const path = '/api/tickets/create';
    const headers = key();
    const [first, second] = [await send({ path, headers }), await send({ path, headers })];
    const idsOf = (got: Got) => got.body.data ?? got.body;
    for (const name of ['ticket_number', 'ticket_id', 'secure_id']) {
      expect(idsOf(first)).toHaveProperty(name);
      expect(idsOf(first)[name]).not.toEqual(idsOf(second)[name]);
    }
  });

  it.each<Refused>([
    ['no originator', { originator_email_address: undefined }, 422, 'validation_failed'],
    ['no data', { data: undefined }, 422, 'validation_failed'],
    ['no subject', { data: { content: 'x' } }, 422, 'validation_failed'],
    ['no content', { data: { subject: 'x' } }, 422, 'validation_failed'],
    ['an unknown queue', { data: { ...text, queue_name: 'Attic' } }, 422, 'validation_failed'],
    ['the queue of another', { data: { ...text, queue_name: 'Stones' } }, 422, 'validation_failed'],
    ['an unknown template', { ...template, template_identifier: 'none' }, 422, 'validation_failed'],
    [
      'the template of another',
      { ...template, template_identifier: 'stone_receipt', data: { stone: 'x' } },
      422,
      'validation_failed',
    ],
    [
      'an unknown intervention',
      { ...intervention, intervention: 'none' },
      422,
      'validation_failed',
    ],
  ])('refuses %s', async (_name, change, status, code) => {
    const { send } = await server();
    expectRefusal(await send({ body: { ...body, ...change } }), status, code);
  });

  it.each<readonly [string, object]>([
    ['no payload shape', { ...body, data: {} }],
    ['a template and an intervention', { ...template, intervention: 'exchange_article' }],
    ['text and a template', { ...template, data: { ...template.data, ...text } }],
    ['text and an intervention', { ...intervention, data: { ...intervention.data, ...text } }],
    ['is_public as text', { ...body, is_public: 'true' }],
    ['data that is a list', { ...body, data: [] }],
    ['a subject that is no text', { ...body, data: { ...text, subject: 5 } }],
    ['a queue that is no text', { ...body, data: { ...text, queue_name: 5 } }],
  ])('refuses %s in its own way', async (_name, sent) => {
    const { send } = await server();
    expect([400, 422]).toContain((await send({ body: sent })).status);
  });

  it('takes no queue for an intervention', async () => {
    const { send } = await server();
    const sent = { ...intervention, data: { ...intervention.data, queue_name: 'Couriers' } };
    const { status, body: answer } = await send({ body: sent });
    if (status < 300) expect(answer.data.queue).toBe('Exchanges');
    else expect([400, 409]).toContain(status);
  });

  it('needs a UUID as key', async () => {
    const { send } = await server();
    for (const headers of [{}, key('none'), key(`${randomUUID()}0`)]) {
      const { status } = await send({ headers });
      expect([400, 422, 428]).toContain(status);
    }
  });

  it('refuses callers without a valid token or without the ability', async () => {
    const { send } = await server();
    expectRefusal(await send({ role: null }), 401, 'unauthenticated');
    const wrong = { ...key(), Authorization: 'Bearer none' };
    expectRefusal(await send({ headers: wrong }), 401, 'unauthenticated');
    expectRefusal(await send({ role: 'lacking-ability' }), 403, 'forbidden');
  });
});

/** What the page leaves open, and the statuses of the variants in their order. */
describe('tickiti, where the page is silent', () => {
  const originator_email_address = 'kim@orchard.example';
  const data = { subject: 'Torn seam', content: 'The seam came apart.' };
  const template = { originator_email_address, template_identifier: 'exchange_receipt' };
  const bound = { article: 'coat', buyer: 'Kim' };
  const create = '/api/create_ticket';
  const unified = '/api/tickets/create';
  it.each<readonly [string, string, Change, readonly number[]]>([
    ['a usual request', create, {}, [201, 200, 202]],
    ['a field of another name', create, { extra: 1 }, [201, 422, 202]],
    ['an empty subject', create, { data: { ...data, subject: '' } }, [201, 422, 422]],
    ['a queue in capitals', create, { data: { ...data, queue_name: 'COURIERS' } }, [201, 422, 422]],
    ['a uid with free text', create, { uid: 'u' }, [201, 422, 202]],
    ['a stray subject', create, { ...template, data: { ...bound, subject: 'x' } }, [201, 422, 422]],
    ['a value that is missing', create, { ...template, data: {} }, [201, 422, 202]],
    ['an email that is none', create, { originator_email_address: 'x' }, [201, 422, 422]],
    ['no content', unified, { data: { subject: 'x' } }, [201, 400, 422]],
    ['a template', unified, { template_identifier: 'x' }, [201, 400, 422]],
    ['an unknown queue', unified, { data: { ...data, queue_name: 'Attic' } }, [201, 404, 422]],
  ])('chooses for itself: %s', async (_name, path, change, statuses) => {
    for (const [index, variant] of variants.entries()) {
      const { send } = await serve('tickiti', variant);
      const { status } = await send({
        path,
        body: { originator_email_address, data, ...change },
      });
      expect([variant, status]).toEqual([variant, statuses[index]]);
    }
  });

  it('chooses what the same key and the same payload are, and how long', async () => {
    const body = { originator_email_address, data };
    const upper = randomUUID().toUpperCase();
    const seen = variants.map(async (variant) => {
      const { server, send } = await serve('tickiti', variant);
      const use = async (key: string, sent: object, role = 'primary') =>
        (await send({ headers: { 'Idempotency-Key': key }, body: sent, role })).status;
      await use(upper, body);
      const reordered = await use(upper, { data, originator_email_address });
      const cased = await use(upper.toLowerCase(), { ...body, is_public: false });
      const second = await use(upper, { ...body, is_public: false }, 'second-key');
      server.advance(2 * 24 * 3600);
      const later = await use(upper, { ...body, is_public: false });
      const refused = randomUUID();
      await use(refused, { ...body, data: { ...data, queue_name: 'Attic' } });
      return [reordered, cased, second, later, await use(refused, body)];
    });
    expect(await Promise.all(seen)).toEqual([
      [409, 409, 409, 409, 201],
      [409, 200, 200, 200, 409],
      [200, 202, 409, 409, 202],
    ]);
  });
});
