import { proveDefects } from './proof.ts';

const customerId = '64c1d2e3f4a5b6c7d8e9f001';
const wallet = '0x27b1fdb04752bbc536007a920d24acb045561c26';
const knownWallet = '0x52908400098527886E0F7030069857D2E4169EE7';
const tag = '64b0c1d2e3f4a5b6c7d8e901';
const foreignTag = '64b0c1d2e3f4a5b6c7d8e971';
const foreignCategory = '64e3f4a5b6c7d8e9f0a1b271';
const foreignAttribute = '64f4a5b6c7d8e9f0a1b2c371';
const nothing = 'ffffffffffffffffffffffff';
const bucket = 'https://mava-uploads-harbor.s3.amazonaws.com/';

const plain = { body: { customerId } };
const of = (members: object) => ({ body: { customerId, ...members } });
const by = (customer: object, more: object = {}) => ({ body: { customer, ...more } });
const attach = (...urls: string[]) =>
  of({
    message: { content: 'See.', attachments: urls.map((url) => ({ url, fileName: 'a.png' })) },
  });
const pair = (attribute: string) => ({ attribute, content: 'x' });

const agents = { method: 'GET', path: '/api/agents' };
const modes = [
  by({ email: 'nora@harbor.example' }, { customerId }),
  { body: {} },
  { body: { customer: 'nora' } },
  { raw: '[]' },
  by({ name: 'Nobody' }),
];
const addresses = [
  attach('http://mava-uploads-harbor.s3.amazonaws.com/a.png'),
  attach('ftp://mava-uploads-harbor.s3.amazonaws.com/a.png'),
  attach('https://elsewhere.example/a.png'),
  attach('https://mava-uploads-harbor.s3.amazonaws.com.evil.example/a.png'),
  attach(`https://elsewhere.example/?at=${bucket}a.png`),
  attach('https://evil.mava-uploads-harbor.s3.amazonaws.com/a.png'),
  attach('https://mava-uploads-juniper.s3.amazonaws.com/a.png'),
  attach(`${bucket}a.png`, 'https://elsewhere.example/a.png'),
  attach('https://elsewhere.example/a.png', `${bucket}a.png`),
  attach(`${bucket}a.png`, 'http://mava-uploads-harbor.s3.amazonaws.com/a.png'),
  attach('http://mava-uploads-harbor.s3.amazonaws.com/a.png', `${bucket}a.png`),
  attach(`${bucket}a.png`, `${bucket}b/../../a.png`),
  attach(`${bucket}b/../../a.png`, `${bucket}a.png`),
  attach(`${bucket}../a.png`),
  attach(`${bucket}b/..`),
  attach(`${bucket}b\\..\\a.png`),
  attach(`${bucket}b/%2e%2e/a.png`),
  attach(`${bucket}b/%2E%2E/a.png`),
  attach(`${bucket}b/%252e%252e/a.png`),
  attach(`${bucket}nowhere.png`),
  attach(`${bucket}nowhere`),
];
const references = [
  of({ category: nothing }),
  of({ category: foreignCategory }),
  of({ tags: [nothing] }),
  of({ tags: [foreignTag] }),
  of({ tags: [tag, nothing] }),
  of({ tags: [nothing, tag] }),
  of({ tags: [tag, foreignTag] }),
  of({ tags: [foreignTag, tag] }),
  of({ tags: [...Array(12).fill(tag), nothing] }),
  of({ attributes: [pair(nothing)] }),
  of({ attributes: [pair(foreignAttribute)] }),
  of({ attributes: [pair('64f4a5b6c7d8e9f0a1b2c301'), pair(foreignAttribute)] }),
  of({ attributes: [pair(foreignAttribute), pair('64f4a5b6c7d8e9f0a1b2c301')] }),
  of({ attributes: [pair('64f4a5b6c7d8e9f0a1b2c301'), pair(nothing)] }),
  of({ attributes: [pair(nothing), pair('64f4a5b6c7d8e9f0a1b2c301')] }),
  of({ assignedTo: 'nobody' }),
  of({ assignedTo: '645jkl1234567890abcdef71' }),
  { body: { customerId: nothing } },
  { body: { customerId: '64c1d2e3f4a5b6c7d8e9f072' } },
];
const ofCustomer = [
  [nothing],
  [foreignAttribute],
  ['64f4a5b6c7d8e9f0a1b2c301', foreignAttribute],
  [foreignAttribute, '64f4a5b6c7d8e9f0a1b2c301'],
  ['64f4a5b6c7d8e9f0a1b2c301', nothing],
  [nothing, '64f4a5b6c7d8e9f0a1b2c301'],
].map((ids) => by({ email: 'a@b.example', attributes: ids.map(pair) }));

const fresh = {
  name: 'First',
  email: 'new@harbor.example',
  walletAddress: wallet,
  attributes: [pair('64f4a5b6c7d8e9f0a1b2c301')],
};
const again = {
  name: 'Second',
  email: 'new@harbor.example',
  walletAddress: knownWallet,
  attributes: [pair('64f4a5b6c7d8e9f0a1b2c302')],
};
const customers = [
  by(fresh),
  by(again),
  by({ email: 'new@harbor.example' }),
  by({ email: 'NEW@harbor.example' }),
  by({ walletAddress: wallet.toUpperCase().replace('0X', '0x') }),
  by({ walletAddress: wallet }),
  by({ name: 'N', email: 'nora@harbor.example', walletAddress: knownWallet }),
  by({ email: 'nora@harbor.example' }),
  by({ email: 'NORA@HARBOR.EXAMPLE' }),
  by({ walletAddress: knownWallet.toLowerCase() }),
  by({ email: 'other@harbor.example', walletAddress: wallet, name: 'Third' }),
  by({ walletAddress: wallet }),
  by({ email: 'piet@juniper.example' }),
  { as: 'second-tenant', ...by({ walletAddress: knownWallet }) },
];
const failing = [
  by({ email: 'a@b.example', name: 'First' }, { tags: [nothing] }),
  by({ email: 'a@b.example', name: 'Second' }),
  by(
    { email: 'c@d.example', name: 'First' },
    { message: { content: 'x', attachments: [{ url: 'http://x.example/a', fileName: 'a' }] } },
  ),
  by({ email: 'c@d.example', name: 'Second' }),
  { faults: { store: { at: 'commit', times: 1 } } },
  by({ email: 'e@f.example', name: 'First' }),
  by({ email: 'e@f.example', name: 'Second' }),
  by({ email: 'e@f.example', name: 'Third' }),
];

const full = of({
  status: 'Resolved',
  priority: 1,
  sourceType: 'email',
  silent: true,
  notify: true,
  triggerAutomations: true,
  tags: [tag, '64b0c1d2e3f4a5b6c7d8e902'],
  attributes: [pair('64f4a5b6c7d8e9f0a1b2c301'), pair('64f4a5b6c7d8e9f0a1b2c302')],
  assignedTo: '645ghi1234567890abcdef34',
  category: '64e3f4a5b6c7d8e9f0a1b201',
  emailSubjectLine: ` <&> \u00c9 e\u0301 ${'x'.repeat(80)} `,
  message: { content: 'x' },
});
const shown = [
  ...['Waiting', 'Open'].map((status) => of({ status })),
  ...['telegram', 'twitter', 'discord'].map((sourceType) => of({ sourceType })),

  plain,
  full,
  of({ notify: false, triggerAutomations: false, silent: false, status: 'Pending' }),
  by(fresh),
];

const limit = [
  { ...plain, times: 40 },
  { body: {}, times: 10 },
  { ...of({ status: 7 }), times: 10 },
  { ...of({ tags: [nothing] }), times: 20 },
  { ...agents, times: 9 },
  { ...plain, times: 3 },
  { advance: 20 },
  { ...plain, as: 'second-key' },
  plain,
  { advance: 9 },
  plain,
  { advance: 1 },
  plain,
  { advance: 1 },
  plain,
];
const slow = [
  { ...plain, times: 45 },
  { advance: 20 },
  { ...plain, times: 45 },
  { advance: 15 },
  plain,
];
const late = [
  { freeze: '2026-04-15T12:00:20Z' },
  { ...plain, times: 90 },
  { advance: 12 },
  plain,
  { advance: 19 },
  plain,
];
const emoji = '\u{1F600}';

proveDefects('mava', {
  of: {
    'mava/authentication/code': [
      { ...plain, as: null },
      { ...agents, as: null },
    ],
    'mava/endpoint/creates-ticket': [plain],
    'mava/endpoint/repeats': [{ ...plain, times: 2 }],
    'mava/rate-limit/90-per-30s': limit,
    'mava/rate-limit/per-key': [
      { ...plain, times: 60 },
      { ...plain, as: 'second-key', times: 60 },
    ],
    'mava/rate-limit/exceeded': limit,
    'mava/rate-limit/code': limit,
    'mava/rate-limit/window': [...slow, { advance: 3600 }, ...late],
    'mava/rate-limit/counts': limit,
    'mava/rate-limit/all-operations': [
      { ...plain, times: 60 },
      { ...agents, times: 60 },
    ],
    'mava/rate-limit/headers': limit,
    'mava/body/json': [
      'application/json; charset=utf-8',
      'Application/JSON',
      'text/plain',
      'application/vnd.api+json',
    ].map((type) => ({
      raw: JSON.stringify(plain.body),
      headers: { 'content-type': type },
    })),
    'mava/body/characters': [
      of({ emailSubjectLine: emoji.repeat(998) }),
      of({ emailSubjectLine: ` ${'x'.repeat(998)}` }),
    ],
    'mava/customer-mode/exactly-one': modes,
    'mava/customer-mode/both': modes,
    'mava/customer-mode/neither': modes,
    'mava/customer-mode/no-identifier': modes,
    'mava/customer-mode/objects-only': modes,
    'mava/customer-id/existing': [plain, { body: { customerId: '64c1d2e3f4a5b6c7d8e9f003' } }],
    'mava/customer-id/unknown': references,
    'mava/customer-id/foreign': references,
    'mava/customer/name-optional': [
      by({ email: 'a@b.example', walletAddress: wallet }),
      by({ email: 'a@b.example', attributes: [] }),
    ],
    'mava/customer/name-on-creation': customers,
    'mava/customer/attributes-unknown': ofCustomer,
    'mava/customer/attributes-foreign': ofCustomer,
    'mava/customer-resolution/by-email': customers,
    'mava/customer-resolution/by-wallet': customers,
    'mava/customer-resolution/within-organization': customers,
    'mava/customer-resolution/created': customers,
    'mava/customer-resolution/reused': customers,
    'mava/customer-resolution/identifier-not-added': customers,
    'mava/customer-resolution/email-case': customers,
    'mava/customer-resolution/wallet-case': customers,
    'mava/customer-resolution/several-matches': customers,
    'mava/customer-resolution/concurrent': [{ ...by(fresh), together: 10 }],
    'mava/status/default': shown,
    'mava/status/initial': shown,
    'mava/priority/default': shown,
    'mava/source-type/default': shown,
    'mava/silent/default': shown,
    'mava/silent/override': shown,
    'mava/notify/default': shown,
    'mava/trigger-automations/default': shown,
    'mava/assigned-to/not-an-email': [of({ assignedTo: 'imke@harbor.example' })],
    'mava/assigned-to/without-email': [of({ assignedTo: '645abc1234567890abcdef35' })],
    'mava/assigned-to/any-string': [of({ assignedTo: 'any string' }), full],
    'mava/assigned-to/unknown': references,
    'mava/assigned-to/unknown-status': references,
    'mava/assigned-to/foreign': references,
    'mava/category/unknown': references,
    'mava/category/foreign': references,
    'mava/tags/unknown': references,
    'mava/tags/foreign': references,
    'mava/attributes/unknown': references,
    'mava/attributes/foreign': references,
    'mava/references/verified': references,
    'mava/references/foreign': references,
    'mava/references/indistinguishable': references,
    'mava/attachments/pre-uploaded': addresses,
    'mava/attachments/https': addresses,
    'mava/attachments/outside': addresses,
    'mava/attachments/own-bucket': addresses,
    'mava/attachments/traversal': addresses,
    'mava/attachments/encoded-traversal': addresses,
    'mava/attachments/existence': addresses,
    'mava/atomicity/transaction': [...failing, ...customers],
    'mava/atomicity/rollback': failing,
    'mava/response/created': shown,
    'mava/response/complete': shown,
    'mava/response/field-names': shown,
    'mava/response/absent-fields': shown,
    'mava/response/references-as-ids': shown,
    'mava/response/customer': customers,
    'mava/response/ticket-id': shown,
    'mava/response/ticket-id-name': shown,
    'mava/response/timestamps': shown,
    'mava/agents/source': [agents],
    'mava/agents/path': [agents, { ...agents, as: null }],
    'mava/agents/array': [agents],
    'mava/agents/without-email': [agents],
    'mava/agents/all-at-once': [agents],
    'mava/agents/own-organization': [agents, { ...agents, as: 'second-tenant' }],
    'mava/errors/code': [
      { ...plain, as: null },
      ...modes,
      { ...modes[1], times: 90 },
      { method: 'GET', path: '/nowhere' },
    ],
    'mava/errors/uppercase': [{ ...plain, as: null }, ...modes, ...references],
    'mava/errors/message': modes,
    'mava/errors/validation-error': [of({ status: 7 }), { raw: '{' }],
    'mava/order': [
      of({
        status: 7,
        message: { content: 'x', attachments: [{ url: 'http://x.example', fileName: 'a' }] },
      }),
      of({
        tags: [nothing],
        message: { content: 'x', attachments: [{ url: 'http://x.example', fileName: 'a' }] },
      }),
      { body: { status: 7 } },
      { ...plain, times: 90 },
      { raw: '{' },
    ],
  },
});
