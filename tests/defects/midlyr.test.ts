import { proveDefects } from './proof.ts';

const content = { type: 'text', text: 'Charged twice.' };
const plain = { scenario: 'complaint', content };
const withRef = (externalRef: string) => ({ body: { ...plain, externalRef } });
const withText = (text: string) => ({
  body: { scenario: 'complaint', content: { type: 'text', text } },
});

const first = withRef('case-1');
const broken = { body: { scenario: 'complaint', externalRef: 'case-1' } };
const misread = { body: { ...plain, scenario: 'other', externalRef: 'case-1' } };
const other = { body: { scenario: 'dispute', content, externalRef: 'case-1' } };
const emoji = '\u{1F600}';

proveDefects('midlyr', {
  of: {
    'midlyr/authentication/api-key': [
      { body: plain },
      { body: plain, headers: { authorization: 'Bearer nobody' } },
    ],
    'midlyr/content/text-type': [
      withText(''),
      { body: { ...plain, content: { type: 'text', text: ['a'] } } },
    ],
    'midlyr/content/text-min': [withText(''), withText('x'), withText(' ')],
    'midlyr/content/other-variant': [
      { body: { ...plain, content: { ...content, json: {} } } },
      { body: { ...plain, content: { ...content, json: 7 } } },
      { body: { ...plain, content: { type: 'json', json: {}, text: 'Charged twice.' } } },
    ],
    'midlyr/content/json-type': [
      { body: { ...plain, content: { type: 'json', json: {} } } },
      { body: { ...plain, content: { type: 'json', json: { a: { b: [1] } } } } },
    ],
    'midlyr/body/characters': [
      withRef(emoji.repeat(128)),
      withRef(` ${'x'.repeat(128)}`),
      withRef(' '),
      withText(' '),
    ],
    'midlyr/idempotency/replay': [first, first, first, first],
    'midlyr/idempotency/concurrent': [{ ...first, together: 10 }],
    'midlyr/idempotency/created-false': [first, first, first],
    'midlyr/idempotency/without-key': [{ body: plain, times: 2 }],
    'midlyr/idempotency/refused-leaves-key-free': [broken, misread, first],
    'midlyr/idempotency/other-payload': [
      first,
      other,
      { ...first, body: { ...first.body, extra: 1 } },
    ],
    'midlyr/idempotency/replay-status': [first, first],
    'midlyr/idempotency/team-scope': [
      first,
      { ...first, as: 'second-key' },
      { ...first, as: 'second-tenant' },
    ],
    'midlyr/idempotency/exact-match': [
      ...['case-1', 'CASE-1', ' case-1', 'case-1 ', 'case  1', 'case 1'].map(withRef),
      ...['\u00e9', 'e\u0301', '\ufb01', 'fi'].map(withRef),
      ...['a', 'b'].map((end) => withRef('x'.repeat(100) + end)),
    ],
    'midlyr/idempotency/no-expiry': [
      first,
      ...[61, 86_400, 2_592_000].flatMap((advance) => [{ advance }, first]),
    ],
    'midlyr/response/ticket-id-unique': [{ body: plain, times: 4 }],
    'midlyr/response/external-ref-echo': [
      withRef(`${'x'.repeat(64)}y`),
      withRef('<&> \u00c9 e\u0301 '),
      first,
      first,
    ],
    'midlyr/errors/shared-envelope': [
      { body: plain, as: null },
      { method: 'GET', path: '/nowhere' },
    ],
    'midlyr/order': [first, broken],
  },
});
