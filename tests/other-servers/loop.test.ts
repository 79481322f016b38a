import { describe, expect, it } from 'vitest';
import { type Change, serve } from './in-a-test.ts';
import { variants } from './loop.ts';

describe.each(variants)('loop, %s', (variant) => {
  const body = {
    brand_id: 'b-apple',
    person_id: 'human-17',
    requester_email: 'pat@orchard.example',
    subject: 'Refill',
    body: 'When is it here?',
  };
  const server = () => serve('loop', variant);
  const withFile = (file: object) => ({
    attachment: { filename: 'a.txt', content_base64: 'aGVsbG8=', ...file },
  });

  it('creates a ticket', async () => {
    const { send } = await server();
    const full = { ...body, requester_name: 'Pat', ...withFile({ content_type: 'text/plain' }) };
    for (const sent of [body, full, { ...body, brand_id: 'b-pear' }]) {
      const answer = await send({ body: sent });
      expect(answer.status).toBe(201);
      expect(answer.body).toMatchObject({
        ticket_id: expect.any(String),
        message_id: expect.any(String),
        status: expect.stringMatching(/^(requested|sent)$/),
      });
    }
  });

  it.each<readonly [string, Change, number]>([
    ['no brand_id', { brand_id: undefined }, 400],
    ['an empty person_id', { person_id: '' }, 400],
    ['a wrong email', { requester_email: 'pat@' }, 400],
    ['an empty name', { requester_name: '' }, 400],
    ['a subject that is no text', { subject: 5 }, 400],
    ['no body', { body: undefined }, 400],
    ['an attachment without content', withFile({ content_base64: undefined }), 400],
    ['an attachment with an empty type', withFile({ content_type: '' }), 400],
    ['a failing brand', { brand_id: 'b-plum' }, 400],
    ['another owner', { person_id: 'human-18' }, 403],
  ])('refuses %s, with error and message', async (_name, change, status) => {
    const { send } = await server();
    const answer = await send({ body: { ...body, ...change } });
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({
      error: expect.any(String),
      message: expect.any(String),
    });
  });

  it('refuses callers without a valid token, and brands of others', async () => {
    const { send } = await server();
    expect((await send({ role: null })).status).toBe(401);
    const wrong = await send({ headers: { Authorization: 'Bearer none' } });
    expect([401, 403]).toContain(wrong.status);
    const brand = await send({ body: { ...body, brand_id: 'b-slate' } });
    expect([403, 404]).toContain(brand.status);
  });
});

/** What the page leaves open, and the statuses of the variants in their order. */
describe('loop, where the page is silent', () => {
  const body = {
    brand_id: 'b-apple',
    person_id: 'human-17',
    requester_email: 'pat@orchard.example',
    subject: 'Refill',
    body: 'When is it here?',
  };
  const file = { filename: 'a', content_base64: 'no base64 at all' };
  it.each<readonly [string, Change, readonly number[]]>([
    ['a field of another name', { extra: 1 }, [201, 400]],
    ['what is no base64', { attachment: file }, [400, 201]],
    ['a brand that is unknown', { brand_id: 'b-none' }, [404, 422]],
    ['the brand of another', { brand_id: 'b-slate' }, [404, 403]],
    ['another owner of an unknown brand', { brand_id: 'b-none', person_id: 'x' }, [403, 422]],
  ])('chooses for itself: %s', async (_name, change, statuses) => {
    for (const [index, variant] of variants.entries()) {
      const { send } = await serve('loop', variant);
      const { status } = await send({ body: { ...body, ...change } });
      expect([variant, status]).toEqual([variant, statuses[index]]);
    }
  });

  it('chooses whether a repeat is another ticket', async () => {
    const seen = variants.map(async (variant) => {
      const { server, send } = await serve('loop', variant);
      const [first, again] = [await send(), await send()];
      server.advance(61);
      const later = await send();
      return [again, later].map((answer) => answer.body.ticket_id === first.body.ticket_id);
    });
    expect(await Promise.all(seen)).toEqual([
      [false, false],
      [true, false],
    ]);
  });
});
