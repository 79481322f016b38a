import { describe, expect, it } from 'vitest';
import { type Change, expectRefusal, type Refused, serve } from './in-a-test.ts';
import { variants } from './supportdesk.ts';

describe.each(variants)('supportdesk, %s', (variant) => {
  const customerExternalId = 'orchard-user-1';
  const body = { customerExternalId, subject: 'Order stuck', description: '**Still** packing.' };
  const server = () => serve('supportdesk', variant);
  const small = { ...body, customerExternalId: 'small-user-1' };

  it('creates a ticket as the example shows it, and assigns it', async () => {
    const { send } = await server();
    const tagIds = ['11f0c3a4-5b6d-4e7f-8091-a2b3c4d5e6f1'];
    const full = { ...body, priority: 'CRITICAL', category: 'x', metadata: { a: [1] }, tagIds };
    const { status, body: answer } = await send({ body: full });
    expect(status).toBeLessThan(300);
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+]\d\d:\d\d$/);
    expect(answer).toMatchObject({
      success: true,
      timestamp: time,
      data: {
        id: expect.any(String),
        ticketNumber: expect.any(String),
        subject: 'Order stuck',
        status: 'IN_PROGRESS',
        priority: 'CRITICAL',
        channel: 'API',
        customer: {
          id: 'cust-orchard-1',
          externalId: customerExternalId,
          email: 'kai@orchard.example',
        },
        assignedAgent: {
          id: expect.stringMatching(/^agent-(mina|noor)$/),
          name: expect.any(String),
          email: expect.any(String),
        },
        createdAt: time,
      },
    });
    expect((await send()).body.data.priority).toBe('MEDIUM');
  });

  it('counts the tickets of a month', async () => {
    const { server: desk, send } = await server();
    const file = async () => send({ role: 'small-quota', body: small });
    const filed = [await file(), await file(), await file()];
    expect(filed.every(({ status }) => status < 300)).toBe(true);
    expectRefusal(await file(), 403, 'PLAN_LIMIT_REACHED');
    const second = await send({ role: 'small-quota-second-key', body: small });
    expect(second.status).toBe(variant === 'lean' ? 403 : 201);
    desk.advance(32 * 24 * 3_600);
    expect((await file()).status).toBeLessThan(300);
  });

  it('creates tickets where no N1 agent is available', async () => {
    const { send } = await server();
    const answer = await send({
      role: 'no-agents',
      body: { ...body, customerExternalId: 'idle-user-1' },
    });
    expect(answer.status).toBeLessThan(300);
    expect(answer.text).not.toContain('agent-sol');
  });

  it.each<Refused>([
    ['no customer', { customerExternalId: undefined }, 400, 'VALIDATION_ERROR'],
    ['a customer that is no text', { customerExternalId: 5 }, 400, 'VALIDATION_ERROR'],
    ['no subject', { subject: undefined }, 400, 'VALIDATION_ERROR'],
    ['no description', { description: undefined }, 400, 'VALIDATION_ERROR'],
    ['another priority', { priority: 'high' }, 400, 'VALIDATION_ERROR'],
    ['a category that is no text', { category: {} }, 400, 'VALIDATION_ERROR'],
    ['metadata that are a list', { metadata: [] }, 400, 'VALIDATION_ERROR'],
    ['tags that are no list', { tagIds: 'x' }, 400, 'VALIDATION_ERROR'],
    ['a tag that is no UUID', { tagIds: ['x'] }, 400, 'VALIDATION_ERROR'],
    ['an unknown customer', { customerExternalId: 'nobody' }, 404, 'CUSTOMER_NOT_FOUND'],
    ['the customer of another', { customerExternalId: 'quarry-user-1' }, 404, 'CUSTOMER_NOT_FOUND'],
  ])('refuses %s', async (_name, change, status, code) => {
    const { send } = await server();
    expectRefusal(await send({ body: { ...body, ...change } }), status, code);
  });

  it('refuses an app whose quota is used up, and callers without a valid key', async () => {
    const { send } = await server();
    const spent = { ...body, customerExternalId: 'spent-user-1' };
    const answer = await send({ role: 'exhausted-quota', body: spent });
    expectRefusal(answer, 403, 'PLAN_LIMIT_REACHED');
    expect((await send({ role: null })).status).toBe(401);
    const wrong = await send({ headers: { 'X-API-Key': 'none' } });
    expect([401, 403]).toContain(wrong.status);
  });
});

/** What the page leaves open, and the statuses of the variants in their order. */
describe('supportdesk, where the page is silent', () => {
  const body = { customerExternalId: 'orchard-user-1', subject: 'x', description: 'y' };
  const tag = '11f0c3a4-5b6d-4e7f-8091-a2b3c4d5e6f1';
  it.each<readonly [string, Change, readonly number[]]>([
    ['a usual request', {}, [200, 201]],
    ['a channel', { channel: 'EMAIL' }, [200, 400]],
    ['a priority that is null', { priority: null }, [200, 400]],
    ['an empty subject', { subject: '' }, [200, 400]],
    ['a customer in capitals', { customerExternalId: 'ORCHARD-USER-1' }, [200, 404]],
    ['no tags', { tagIds: [] }, [200, 400]],
    ['a tag twice', { tagIds: [tag, tag] }, [200, 400]],
    ['an unknown tag', { tagIds: [tag.replaceAll('1', '9')] }, [200, 422]],
    ['the tag of another', { tagIds: ['22f0c3a4-5b6d-4e7f-8091-a2b3c4d5e6f2'] }, [200, 403]],
  ])('chooses for itself: %s', async (_name, change, statuses) => {
    for (const [index, variant] of variants.entries()) {
      const { send } = await serve('supportdesk', variant);
      const { status } = await send({ body: { ...body, ...change } });
      expect([variant, status]).toEqual([variant, statuses[index]]);
    }
  });

  it('chooses who gets a ticket where no N1 agent is available, and what its status is', async () => {
    const seen = variants.map(async (variant) => {
      const { send } = await serve('supportdesk', variant);
      const sent = { ...body, customerExternalId: 'idle-user-1' };
      const { body: answer } = await send({ role: 'no-agents', body: sent });
      return [answer.data.status, answer.data.assignedAgent?.name];
    });
    expect(await Promise.all(seen)).toEqual([
      ['IN_PROGRESS', 'Tess'],
      ['UNASSIGNED', undefined],
    ]);
  });
});
