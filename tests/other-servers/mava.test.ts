import { describe, expect, it } from 'vitest';
import { type Change, expectRefusal, type Got, type Refused, serve } from './in-a-test.ts';
import { variants } from './mava.ts';

describe.each(variants)('mava, %s', (variant) => {
  const customerId = '5fa0b1c2d3e4f5a6b7c8d910';
  const body = { customerId };
  const server = () => serve('mava', variant);

  /** The ticket of an answer, without what wraps it. */
  const ticketOf = ({ body }: Got) => body.ticket ?? body.data ?? body;
  const nameOf = (got: Got) => ticketOf(got).customerName ?? ticketOf(got).customer.name;
  const url = 'https://orchard-files.s3.eu-west-1.amazonaws.com/in/a.png';
  const withFile = (file: object) => ({
    message: { content: 'x', attachments: [{ url, fileName: 'a.png', ...file }] },
  });

  it('opens a ticket with its defaults', async () => {
    const { send } = await server();
    const answer = await send();
    expect(answer.status).toBe(201);
    const ticket = ticketOf(answer);
    expect(ticket).toMatchObject({ status: 'Open', priority: 2, notify: true, silent: false });
    expect(ticket.sourceType ?? ticket.source).toBe('web');
    const silent = ticketOf(await send({ body: { ...body, silent: true, notify: true } }));
    expect(silent).toMatchObject({ notify: false, triggerAutomations: false });
  });

  it('takes all fields at their limits', async () => {
    const { send } = await server();
    const tags = Array.from({ length: 20 }, (_, index) => `5fc0b1c2d3e4f5a6b7c8d9${index + 10}`);
    const full = {
      ...body,
      status: 'Waiting',
      priority: 3,
      sourceType: 'telegram',
      assignedTo: '611agentorchard000000011',
      category: '5fb0b1c2d3e4f5a6b7c8d910',
      tags,
      emailSubjectLine: 's'.repeat(998),
      attributes: [{ attribute: '5fd0b1c2d3e4f5a6b7c8d910', content: 'gold' }],
      message: {
        content: 'm'.repeat(10_000),
        attachments: [{ url, fileName: 'a.png', fileSize: 9, type: 'Image' }],
      },
      notify: false,
    };
    const answer = await send({ body: full });
    expect([answer.status, answer.text]).toEqual([201, expect.anything()]);
    expect(ticketOf(answer).tags).toEqual(tags);
  });

  it('finds customers by email or wallet, creates others, and leaves who is there as they are', async () => {
    const { send } = await server();
    const find = async (customer: object, role = 'primary') =>
      nameOf(await send({ body: { customer }, role }));
    expect(await find({ email: 'olu@orchard.example', name: 'Else' })).toBe('Olu Adeyemi');
    expect(await find({ email: 'olu@orchard.example' }, 'second-tenant')).toBe('O. A.');
    const walletAddress = '0xAb5801a7D398351b8bE11C439e05C5B3259aeC9B';
    expect(await find({ walletAddress, name: 'Else' })).toBe('Wren');
    const email = 'new@orchard.example';
    const refused = { customer: { email, name: 'Never' }, category: 'f'.repeat(24) };
    expect((await send({ body: refused })).status).toBe(404);
    expect(await find({ email, name: 'First' })).toBe('First');
    expect(await find({ email, name: 'Second' })).toBe('First');
  });

  it('takes 90 requests of each key in 30 seconds', async () => {
    const { server: other, send } = await server();
    // To the start of a window, for those that are aligned.
    other.advance(30 - ((Date.now() / 1000) % 30));
    const answers = await Promise.all(Array.from({ length: 90 }, () => send()));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(90);
    const over = await send();
    expect([over.status, over.text]).toEqual([429, expect.stringMatching(/"[A-Z_]{5,}"/)]);
    expect((await send({ role: 'second-key' })).status).toBe(201);
    other.advance(31);
    expect((await send()).status).toBe(201);
  });

  it('lists the agents of the organization', async () => {
    const { send } = await server();
    const path = variant === 'problem' ? '/agents' : '/api/agents';
    const { text } = await send({ path, method: 'GET', body: undefined });
    expect(text).toContain('611agentorchard000000011');
    expect(text).not.toContain('quarry');
  });

  it.each<Refused>([
    ['no mode', { customerId: undefined }, 400, 'INVALID_CUSTOMER_MODE'],
    ['both modes', { customer: { email: 'a@b.example' } }, 400, 'INVALID_CUSTOMER_MODE'],
    [
      'a customer without identifier',
      { customerId: undefined, customer: { name: 'x' } },
      400,
      'INVALID_CUSTOMER_MODE',
    ],
    [
      'a customer of another type',
      { customerId: undefined, customer: 'x' },
      400,
      'VALIDATION_ERROR',
    ],
    [
      'a short wallet',
      { customerId: undefined, customer: { walletAddress: '0x12' } },
      400,
      'VALIDATION_ERROR',
    ],
    [
      '31 attributes of a customer',
      {
        customerId: undefined,
        customer: {
          email: 'a@b.example',
          attributes: Array(31).fill({ attribute: 'a', content: 'b' }),
        },
      },
      400,
      'VALIDATION_ERROR',
    ],
    ['another status', { status: 'open' }, 400, 'VALIDATION_ERROR'],
    ['another priority', { priority: 4 }, 400, 'VALIDATION_ERROR'],
    ['a priority as text', { priority: '2' }, 400, 'VALIDATION_ERROR'],
    ['another source', { sourceType: 'sms' }, 400, 'VALIDATION_ERROR'],
    [
      '21 tags',
      { tags: Array.from({ length: 21 }, (_, index) => `5fc0b1c2d3e4f5a6b7c8d9${index + 10}`) },
      400,
      'VALIDATION_ERROR',
    ],
    ['a long subject', { emailSubjectLine: 's'.repeat(999) }, 400, 'VALIDATION_ERROR'],
    ['a message without content', { message: {} }, 400, 'VALIDATION_ERROR'],
    ['a long message', { message: { content: 'm'.repeat(10_001) } }, 400, 'VALIDATION_ERROR'],
    [
      '11 attachments',
      { message: { content: 'x', attachments: Array(11).fill({ url, fileName: 'a' }) } },
      400,
      'VALIDATION_ERROR',
    ],
    ['an attachment without name', withFile({ fileName: undefined }), 400, 'VALIDATION_ERROR'],
    ['an attachment of another type', withFile({ type: 'image' }), 400, 'VALIDATION_ERROR'],
    ['silent as text', { silent: 'true' }, 400, 'VALIDATION_ERROR'],
    [
      'a url that is not https',
      withFile({ url: url.replace('https', 'http') }),
      400,
      'INVALID_ATTACHMENT_URL',
    ],
    [
      'a url elsewhere',
      withFile({ url: 'https://evil.example/a.png' }),
      400,
      'INVALID_ATTACHMENT_URL',
    ],
    [
      'a url in the bucket of another',
      withFile({ url: url.replace('orchard', 'quarry') }),
      400,
      'INVALID_ATTACHMENT_URL',
    ],
    [
      'a url that climbs',
      withFile({ url: url.replace('a.png', '../b.png') }),
      400,
      'INVALID_ATTACHMENT_URL',
    ],
    ['an unknown customer', { customerId: 'f'.repeat(24) }, 404, 'CUSTOMER_NOT_FOUND'],
    [
      'the customer of another',
      { customerId: '6aa0b1c2d3e4f5a6b7c8d910' },
      404,
      'CUSTOMER_NOT_FOUND',
    ],
    ['the agent of another', { assignedTo: '611agentquarry0000000010' }, 404, 'ASSIGNEE_NOT_FOUND'],
    ['an unknown category', { category: 'f'.repeat(24) }, 404, 'CATEGORY_NOT_FOUND'],
    [
      'the category of another',
      { category: '6ab0b1c2d3e4f5a6b7c8d910' },
      404,
      'CATEGORY_NOT_FOUND',
    ],
    [
      'an unknown tag among others',
      { tags: ['5fc0b1c2d3e4f5a6b7c8d910', 'f'.repeat(24)] },
      404,
      'TAG_NOT_FOUND',
    ],
    ['the tag of another', { tags: ['6ac0b1c2d3e4f5a6b7c8d910'] }, 404, 'TAG_NOT_FOUND'],
  ])('refuses %s', async (_name, change, status, code) => {
    const { send } = await server();
    expectRefusal(await send({ body: { ...body, ...change } }), status, code);
  });

  it('refuses agents that do not exist, and emails of those that do, with one code', async () => {
    const { send } = await server();
    for (const assignedTo of ['f'.repeat(24), 'hanne@orchard.example']) {
      const { status, text } = await send({ body: { ...body, assignedTo } });
      expect([400, 404]).toContain(status);
      expect(text).toContain('"ASSIGNEE_NOT_FOUND"');
    }
  });

  it('refuses callers without a valid token, with a code', async () => {
    const { send } = await server();
    for (const sent of [{ role: null }, { headers: { 'x-auth-token': 'none' } }]) {
      const { status, text } = await send(sent);
      expect([status, text]).toEqual([401, expect.stringMatching(/"[A-Z_]{5,}"/)]);
    }
  });
});

/** What the page leaves open, and the statuses of the variants in their order. */
describe('mava, where the page is silent', () => {
  const known = { customerId: '5fa0b1c2d3e4f5a6b7c8d910' };
  const tag = '5fc0b1c2d3e4f5a6b7c8d910';
  const climbing = 'https://orchard-files.s3.eu-west-1.amazonaws.com/in/%2e%2e/a.png';
  it.each<readonly [string, Change, readonly number[]]>([
    ['a field of another name', { ...known, extra: 1 }, [201, 400, 201]],
    ['a status that is null', { ...known, status: null }, [201, 400, 201]],
    ['a tag twice', { ...known, tags: [tag, tag] }, [201, 400, 201]],
    ['a tag of another form', { ...known, tags: ['x'] }, [404, 400, 404]],
    ['an agent who is unknown', { ...known, assignedTo: 'f'.repeat(24) }, [404, 400, 400]],
    ['an empty message', { ...known, message: { content: '' } }, [201, 400, 400]],
    ['an email that is none', { customer: { email: 'x' } }, [201, 400, 400]],
    [
      'an attribute that is a number',
      { ...known, attributes: [{ attribute: '5fd0b1c2d3e4f5a6b7c8d910', content: 5 }] },
      [201, 400, 400],
    ],
    [
      'an attribute that is unknown',
      { ...known, attributes: [{ attribute: 'f'.repeat(24), content: 'x' }] },
      [404, 404, 400],
    ],
    [
      'an unknown attribute of a customer who is there',
      {
        customer: {
          email: 'olu@orchard.example',
          attributes: [{ attribute: 'f'.repeat(24), content: 'x' }],
        },
      },
      [404, 404, 201],
    ],
    [
      'encoded dots',
      { ...known, message: { content: 'x', attachments: [{ url: climbing, fileName: 'a' }] } },
      [201, 400, 400],
    ],
  ])('chooses for itself: %s', async (_name, body, statuses) => {
    for (const [index, variant] of variants.entries()) {
      const { send } = await serve('mava', variant);
      expect([variant, (await send({ body })).status]).toEqual([variant, statuses[index]]);
    }
  });

  it('chooses what counts towards the limit', async () => {
    const seen = variants.map(async (variant) => {
      const { server, send } = await serve('mava', variant);
      server.advance(30 - ((Date.now() / 1000) % 30));
      await Promise.all(Array.from({ length: 90 }, () => send({ body: {} })));
      return (await send()).status;
    });
    expect(await Promise.all(seen)).toEqual([201, 429, 429]);
  });
});
