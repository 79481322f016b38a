import { proveDefects } from './proof.ts';

const plain = { customerExternalId: 'user_42', subject: 'Stuck', description: 'Nothing moves.' };
const by = (customerExternalId: string) => ({ body: { ...plain, customerExternalId } });
const file = { body: plain };
const tagged = (...tagIds: unknown[]) => ({ body: { ...plain, tagIds } });

const elm = { as: 'small-quota', ...by('elm_1') };
const elmSecond = { as: 'small-quota-second-key', ...by('elm_1') };
const refused = { as: 'small-quota', ...by('nobody') };

const tag = '7b1e3a52-9c0d-4f6e-8a21-5d3c9e0f4b11';
const foreignTag = '5e2d9b18-4c7f-4a03-b6d1-9a0e8c3f2d44';
const noTag = '00000000-0000-4000-8000-000000000000';

proveDefects('supportdesk', {
  of: {
    'supportdesk/customer/on-behalf': [by('user_42'), by('user_43')],
    'supportdesk/customer/unknown': [by('nobody')],
    'supportdesk/customer/foreign': [by('birch_1')],
    'supportdesk/customer/same-bytes': [by('nobody'), by('birch_1')],
    'supportdesk/customer/exact-match': ['USER_42', ' user_42 ', 'Kunde/7 \u0061\u0308'].map(by),
    'supportdesk/body/characters': [{ body: { ...plain, subject: ' ' } }],
    'supportdesk/body/json': [
      {
        raw: JSON.stringify(plain),
        headers: { 'content-type': 'application/json; charset=utf-8' },
      },
      { raw: JSON.stringify(plain), headers: { 'content-type': 'Application/JSON' } },
      { raw: JSON.stringify(plain), headers: { 'content-type': 'text/plain' } },
      { raw: JSON.stringify(plain), headers: { 'content-type': 'application/vnd.api+json' } },
    ],
    'supportdesk/description/markdown': ['**bold**', '- item', 'a\nb'].map((description) => ({
      body: { ...plain, description },
    })),
    'supportdesk/metadata/free-form': [{ a: { b: 1 } }, { a: 1 }, { a: 'x' }].map((metadata) => ({
      body: { ...plain, metadata },
    })),
    'supportdesk/category/free-form': [{ body: { ...plain, category: 'Any at all' } }],
    'supportdesk/tag-ids/unknown': [tagged(noTag), tagged(tag, noTag), tagged(noTag, tag)],
    'supportdesk/tag-ids/foreign': [
      tagged(foreignTag),
      tagged(tag, foreignTag),
      tagged(foreignTag, tag),
    ],
    'supportdesk/priority/default': [file, { body: { ...plain, priority: 'LOW' } }],
    'supportdesk/quota/reached': [
      { ...elm, times: 5 },
      { as: 'exhausted-quota', ...by('cedar_1') },
    ],
    'supportdesk/quota/period': [
      { ...elm, times: 4 },
      ...[
        '2026-04-16T12:00:00Z',
        '2026-04-26T12:00:00Z',
        '2026-04-30T23:00:00Z',
        '2026-05-01T00:00:00Z',
        '2026-05-01T13:00:00Z',
      ].flatMap((freeze) => [{ freeze }, { ...elm, times: 4 }]),
    ],
    'supportdesk/quota/counts': [refused, { as: 'small-quota', body: {} }, { ...elm, times: 4 }],
    'supportdesk/quota/scope': [
      { ...elm, times: 2 },
      { ...elmSecond, times: 2 },
    ],
    'supportdesk/channel/api': ['HIGH', 'LOW'].map((priority) => ({
      body: { ...plain, priority },
    })),
    'supportdesk/channel/not-settable': [{ body: { ...plain, channel: 'WEB' } }],
    'supportdesk/assignment/assigned': [{ ...file, times: 4 }],
    'supportdesk/assignment/in-progress': [file, { body: { ...plain, priority: 'LOW' } }],
    'supportdesk/assignment/turns': [{ ...file, times: 5 }],
    'supportdesk/assignment/stays-available': [{ ...file, times: 5 }],
    'supportdesk/assignment/own-app': [file, { as: 'no-agents', ...by('dune_1') }],
    'supportdesk/assignment/n1-only': [
      { ...file, times: 5 },
      { as: 'no-agents', ...by('dune_1') },
    ],
    'supportdesk/assignment/none-status': [{ as: 'no-agents', ...by('dune_1') }],
    'supportdesk/assignment/none-agent': [{ as: 'no-agents', ...by('dune_1') }],
    'supportdesk/idempotency/none': [{ ...file, times: 2 }],
    'supportdesk/response/ticket-number-sequence': [
      file,
      by('nobody'),
      file,
      { ...file, as: 'second-key' },
      { ...file, times: 4 },
      { ...file, together: 8 },
    ],
    'supportdesk/response/utc': [file],
    'supportdesk/response/subject': [
      { body: { ...plain, subject: ` <&> \u00c9 e\u0301 ${'x'.repeat(80)} ` } },
    ],
    'supportdesk/response/customer-external-id': [by('Kunde/7 \u00e4')],
  },
});
