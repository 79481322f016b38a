import { describe, expect, it } from 'vitest';
import { type Change, expectRefusal, type Refused, serve } from './in-a-test.ts';
import { variants } from './midlyr.ts';

describe.each(variants)('midlyr, %s', (variant) => {
  const event = { scenario: 'complaint', content: { type: 'text', text: 'Charged twice.' } };
  const server = () => serve('midlyr', variant);

  it('creates a ticket for each event', async () => {
    const { send } = await server();
    const [first, second] = [await send(), await send()];
    expect([first.status, first.body.created, 'externalRef' in first.body]).toEqual([
      201,
      true,
      false,
    ]);
    expect(first.body.ticketId).not.toBe(second.body.ticketId);
    const json = { ...event, content: { type: 'json', json: { any: ['thing'] } } };
    expect((await send({ body: json })).status).toBe(201);
  });

  it('matches the first ticket by externalRef, in the same team only', async () => {
    const { send } = await server();
    const body = { ...event, externalRef: 'r'.repeat(128) };
    expect((await send({ body: { ...body, scenario: 'none' } })).status).toBe(400);
    const first = await send({ body });
    expect(first.body).toMatchObject({ created: true, externalRef: body.externalRef });
    const replay = await send({ body });
    expect(replay.body).toEqual({ ...first.body, created: false });
    const other = await send({ body, role: 'second-tenant' });
    expect(other.body.created).toBe(true);
    expect(other.body.ticketId).not.toBe(first.body.ticketId);
  });

  it('makes one ticket of an externalRef that arrives twice at once', async () => {
    const { send } = await server();
    const body = { ...event, externalRef: 'at-once' };
    const answers = await Promise.all([1, 2, 3].map(() => send({ body })));
    expect(answers.filter(({ body: { created } }) => created === true)).toHaveLength(1);
  });

  it.each<Refused>([
    ['no scenario', { scenario: undefined }, 400, 'invalid_request'],
    ['another scenario', { scenario: 'Dispute' }, 400, 'invalid_request'],
    ['no content', { content: undefined }, 400, 'invalid_request'],
    ['content that is no object', { content: [] }, 400, 'invalid_request'],
    ['no content.type', { content: { text: 'x' } }, 400, 'invalid_request'],
    ['another content.type', { content: { type: 'html', text: 'x' } }, 400, 'invalid_request'],
    ['no text', { content: { type: 'text' } }, 400, 'invalid_request'],
    ['an empty text', { content: { type: 'text', text: '' } }, 400, 'invalid_request'],
    ['a text that is none', { content: { type: 'text', text: 5 } }, 400, 'invalid_request'],
    ['no json', { content: { type: 'json' } }, 400, 'invalid_request'],
    ['json that is a list', { content: { type: 'json', json: [] } }, 400, 'invalid_request'],
    ['an empty externalRef', { externalRef: '' }, 400, 'invalid_request'],
    ['a long externalRef', { externalRef: 'r'.repeat(129) }, 400, 'invalid_request'],
    ['an externalRef that is no text', { externalRef: 7 }, 400, 'invalid_request'],
  ])('refuses %s', async (_name, change, status, code) => {
    const { send } = await server();
    expectRefusal(await send({ body: { ...event, ...change } }), status, code);
  });

  it('refuses callers without a valid key', async () => {
    const { server: midlyr, send } = await server();
    const header = String(midlyr.credentials.primary?.header);
    expectRefusal(await send({ role: null }), 401, 'unauthorized');
    const wrong = { [header]: `${midlyr.credentials.primary?.value}x` };
    expectRefusal(await send({ headers: wrong }), 401, 'unauthorized');
  });
});

/** What the page leaves open, and the statuses of the variants in their order. */
describe('midlyr, where the page is silent', () => {
  const text = { type: 'text', text: 'x' };
  it.each<readonly [string, Change, readonly number[]]>([
    ['a field of another name', { extra: 1 }, [201, 400]],
    ['an externalRef that is null', { externalRef: null }, [201, 400]],
    ['an externalRef of 65 smileys', { externalRef: '🙂'.repeat(65) }, [400, 201]],
    ['a text that is blank', { content: { type: 'text', text: ' ' } }, [201, 400]],
    ['the other variant beside', { content: { ...text, json: {} } }, [201, 400]],
  ])('chooses for itself: %s', async (_name, change, statuses) => {
    for (const [index, variant] of variants.entries()) {
      const { send } = await serve('midlyr', variant);
      const body = { scenario: 'complaint', content: text, ...change };
      expect([variant, (await send({ body })).status]).toEqual([variant, statuses[index]]);
    }
  });

  it('chooses what another payload, a replay, another key and a month later are', async () => {
    const event = { scenario: 'complaint', content: text, externalRef: 'case-1' };
    const seen = variants.map(async (variant) => {
      const { server, send } = await serve('midlyr', variant);
      const first = await send({ body: event });
      const replay = await send({ body: event });
      const other = await send({ body: { ...event, scenario: 'dispute' } });
      const cased = await send({ body: { ...event, externalRef: 'CASE-1' } });
      const keyed = await send({ body: event, role: 'second-key' });
      server.advance(30 * 24 * 3600);
      const later = await send({ body: event });
      const isFirst = [cased, keyed, later].map(
        ({ body }) => body.ticketId === first.body.ticketId,
      );
      return [replay.status, other.status, ...isFirst];
    });
    expect(await Promise.all(seen)).toEqual([
      [200, 409, false, true, true],
      [201, 201, true, false, false],
    ]);
  });
});
