import { describe, expect, it } from 'vitest';
import { auditClient } from '../../../conformance/audit/audit.ts';
import type { JournalLine } from '../../../conformance/audit/journal-line.ts';
import { type Provider, providers } from '../../../specs/contract/providers.ts';
import { ticketOperation } from '../../support/file-ticket.ts';
import { useDouble } from '../../support/use-double.ts';

type Body = Record<string, unknown>;

const base: Readonly<Record<Provider, Body>> = {
  midlyr: { scenario: 'complaint', content: { type: 'text', text: 'Late.' } },
  mava: { customer: { email: 'a@example.com' }, message: { content: 'Late.' } },
  loop: {
    brand_id: 'brand_harbor',
    person_id: 'person_harbor_1',
    requester_email: 'a@example.com',
    subject: 'Late',
    body: 'Late.',
  },
  tickiti: { originator_email_address: 'a@example.com', data: { subject: 'Late', content: 'It.' } },
  supportdesk: { customerExternalId: 'user_42', subject: 'Late', description: 'Late.' },
};

/** What `request/valid` says of a body, with the verdict before it. */
function saidOf(provider: Provider, body: Body, contentType = 'application/json'): string[] {
  const { contract, operation, headers } = ticketOperation(provider);
  const text = JSON.stringify(body);
  const line: JournalLine = {
    provider,
    began: '2026-11-22T09:00:00Z',
    ended: '2026-11-22T09:00:00Z',
    request: {
      method: operation.method,
      path: operation.path,
      headers: { ...headers(), 'content-type': contentType },
      body: text,
      size: text.length,
    },
    answer: { status: 400, headers: {}, body: '{}' },
  };
  return auditClient(contract, [line])
    .findings.filter(({ rule }) => rule === 'request/valid')
    .map(({ verdict, actual }) => `${verdict}: ${actual}`);
}

/** By provider: what is wrong, the body, and all that is said of it. */
const rows: readonly (readonly [Provider, string, Body, string])[] = [
  [
    'midlyr',
    'a misspelt field',
    { scenari: 'complaint', content: base.midlyr.content },
    'fail: /scenario is missing; there is scenari (midlyr/scenario/required)',
  ],
  [
    'midlyr',
    'a misspelt optional field',
    { ...base.midlyr, external_ref: 'order-1' },
    'warn: /external_ref is no field of this request; externalRef is (midlyr/body/extra-fields)',
  ],
  [
    'midlyr',
    'a missing field',
    { scenario: 'complaint' },
    'fail: /content is missing (midlyr/content/required)',
  ],
  [
    'midlyr',
    'a missing variant',
    { scenario: 'complaint', content: { type: 'text' } },
    'fail: /content/text is missing (midlyr/content/text-required)',
  ],
  [
    'midlyr',
    'a wrong type',
    { ...base.midlyr, content: { type: 'text', text: 7 } },
    'fail: /content/text must be string, and it is 7 (midlyr/content/text-type)',
  ],
  [
    'midlyr',
    'a wrong word',
    { ...base.midlyr, scenario: 'complain' },
    'fail: /scenario must be equal to one of the allowed values (marketing_asset, dispute, debt_collection, complaint, generic), and it is "complain"; complaint may be meant (midlyr/scenario/values)',
  ],
  [
    'midlyr',
    'an empty reference',
    { ...base.midlyr, externalRef: '' },
    'fail: /externalRef must NOT have fewer than 1 characters, and it is "" (midlyr/external-ref/min)',
  ],
  [
    'mava',
    'a misspelt field',
    { costumer: { email: 'a@example.com' } },
    'fail: the body has none of customerId, customer (there is costumer), and needs exactly one of them (mava/customer-mode/exactly-one)',
  ],
  [
    'mava',
    'misspelt optional fields, also within others',
    { priorty: 1, customer: { email: 'a@example.com', nam: 'A' } },
    'warn: /priorty is no field of this request; priority is (mava/body/extra-fields); /customer/nam is no field of this request; name is (mava/body/extra-fields)',
  ],
  [
    'mava',
    'neither of exactly one',
    {},
    'fail: the body has none of customerId, customer, and needs exactly one of them (mava/customer-mode/exactly-one)',
  ],
  [
    'mava',
    'both of exactly one',
    { ...base.mava, customerId: 'a'.repeat(24) },
    'fail: the body has customerId and customer, and needs exactly one of them (mava/customer-mode/exactly-one)',
  ],
  [
    'mava',
    'none of at least one',
    { customer: { name: 'A' } },
    'fail: /customer has none of email, walletAddress, and needs at least one of them (mava/customer-mode/no-identifier)',
  ],
  [
    'mava',
    'a wrong type',
    { ...base.mava, priority: '2' },
    'fail: /priority must be number, and it is "2" (mava/priority/type)',
  ],
  [
    'mava',
    'a wrong word',
    { ...base.mava, status: 'open' },
    'fail: /status must be equal to one of the allowed values (Open, Pending, Resolved, Waiting), and it is "open"; Open may be meant (mava/status/values)',
  ],
  [
    'mava',
    'a form that the document leaves open',
    { ...base.mava, category: 'billing' },
    'warn: /category must match pattern "^[0-9a-fA-F]{24}$", and it is "billing" (mava/references/malformed-id)',
  ],
  [
    'loop',
    'a misspelt field',
    { ...base.loop, brand_id: undefined, brandId: 'brand_harbor' },
    'fail: /brand_id is missing; there is brandId (loop/brand-id/required)',
  ],
  [
    'loop',
    'a misspelt optional field',
    { ...base.loop, attachement: {} },
    'warn: /attachement is no field of this request; attachment is (loop/body/extra-fields)',
  ],
  [
    'loop',
    'a missing field',
    { ...base.loop, subject: undefined },
    'fail: /subject is missing (loop/subject/required)',
  ],
  [
    'loop',
    'a wrong type',
    { ...base.loop, subject: null },
    'fail: /subject must be string, and it is null (loop/subject/type)',
  ],
  [
    'loop',
    'a wrong form',
    { ...base.loop, requester_email: 'nobody' },
    'fail: /requester_email must match format "email", and it is "nobody" (loop/requester-email/format)',
  ],
  [
    'tickiti',
    'a misspelt field',
    { originator_email: 'a@example.com', data: base.tickiti.data },
    'fail: /originator_email_address is missing; there is originator_email (tickiti/originator/required)',
  ],
  [
    'tickiti',
    'a misspelt optional field',
    { ...base.tickiti, isPublic: true },
    'warn: /isPublic is no field of this request; is_public is (tickiti/body/extra-fields)',
  ],
  [
    'tickiti',
    'a missing field',
    { ...base.tickiti, data: { subject: 'Late' } },
    'fail: /data/content is missing (tickiti/content/required)',
  ],
  [
    'tickiti',
    'a wrong type',
    { ...base.tickiti, is_public: 'yes' },
    'fail: /is_public must be boolean, and it is "yes" (tickiti/is-public/type)',
  ],
  [
    'supportdesk',
    'a misspelt field',
    { ...base.supportdesk, description: undefined, descripton: 'Late.' },
    'fail: /description is missing; there is descripton (supportdesk/description/required)',
  ],
  [
    'supportdesk',
    'a misspelt optional field',
    { ...base.supportdesk, prioritty: 'HIGH' },
    'warn: /prioritty is no field of this request; priority is (supportdesk/body/extra-fields)',
  ],
  [
    'supportdesk',
    'a missing field',
    { ...base.supportdesk, subject: undefined },
    'fail: /subject is missing (supportdesk/subject/required)',
  ],
  [
    'supportdesk',
    'a wrong type',
    { ...base.supportdesk, tagIds: 'vip' },
    'fail: /tagIds must be array, and it is "vip" (supportdesk/tag-ids/type)',
  ],
  [
    'supportdesk',
    'a wrong word',
    { ...base.supportdesk, priority: 'high' },
    'fail: /priority must be equal to one of the allowed values (LOW, MEDIUM, HIGH, URGENT, CRITICAL), and it is "high"; HIGH may be meant (supportdesk/priority/values)',
  ],
];

describe('a request that is nearly right', () => {
  it.each(rows)('to %s: %s', (provider, _, body, said) => {
    expect(saidOf(provider, body)).toEqual([said]);
  });

  it.each(providers)(
    'to %s may be of another content type, where the document is silent',
    (provider) => {
      const said = `warn: the Content-Type is text/plain (${provider}/body/media-type)`;
      expect(saidOf(provider, base[provider], 'text/plain')).toEqual([said]);
      expect(saidOf(provider, base[provider], 'Application/JSON; charset=utf-8')).toEqual([]);
    },
  );

  it('may have names of its own where the document leaves them to its users', () => {
    const data = { ...(base.tickiti.data as Body), contents: 1, queue: 2, subjects: 3 };
    expect(saidOf('tickiti', { ...base.tickiti, data })).toEqual([]);
    const metadata = { priorty: 1, subjct: 2 };
    expect(saidOf('supportdesk', { ...base.supportdesk, metadata })).toEqual([]);
  });
});

describe('a request that only the double finds wrong', () => {
  const double = useDouble();

  it.each([
    [
      'tickiti',
      'several shapes',
      { ...base.tickiti, template_identifier: 'x' },
      'fail: /data/subject or /data/content and /template_identifier cannot be sent together. (tickiti/shapes/several)',
    ],
    [
      'tickiti',
      'no shape',
      { ...base.tickiti, data: {} },
      'fail: One of /data/subject or /data/content, /template_identifier, /intervention is needed. (tickiti/shapes/none)',
    ],
    [
      'mava',
      'an address that is not allowed',
      {
        ...base.mava,
        message: { content: 'x', attachments: [{ url: 'http://a.example/x', fileName: 'x' }] },
      },
      'fail: /message/attachments/0/url: ATTACHMENT (mava/attachments/https)',
    ],
  ] as const)('at %s: %s', async (provider, _, body, said) => {
    const { contract, operation, headers } = ticketOperation(provider);
    const client = await double.client(provider);
    await client.send('primary', { path: operation.path, headers: headers(), body });
    const { findings } = auditClient(contract, await client.journal());
    expect(findings.map(({ verdict, actual }) => `${verdict}: ${actual}`)).toEqual([
      said.replace('ATTACHMENT', contract.clauses.get('mava/attachments/https')?.text ?? ''),
    ]);
  });

  it('is told where fields or keys do not go with the operation', async () => {
    const { contract, operation } = ticketOperation('tickiti');
    const client = await double.client('tickiti');
    const body = { ...base.tickiti, template_identifier: 'x' };
    await client.send('primary', { path: '/api/tickets/create', body });
    const headers = { 'Idempotency-Key': 'abc' };
    await client.send('primary', { path: operation.path, headers, body: base.tickiti });
    const { findings } = auditClient(contract, await client.journal());
    expect(findings.map(({ verdict, actual }) => `${verdict}: ${actual}`)).toEqual([
      'warn: the body has template_identifier, which this operation does not take (tickiti/unified/other-shapes-refused)',
      'fail: Idempotency-Key is "abc", and no UUID (tickiti/idempotency/key-uuid)',
    ]);
  });
});
