import { randomUUID } from 'node:crypto';
import { proveDefects } from './proof.ts';

const originator_email_address = 'marcus@trailblazers-club.example';
const key = '3f2b8c1e-6a4d-4e0b-9d57-0c2f1a7b5e64';
const text = { subject: 'Sole', content: 'It came off.' };
const claim = { product: 'Vapor Pro 3', order_reference: 'SP-1' };
const acknowledged = { ...claim, customer_name: 'Marcus' };

const filed = (data: object, more: object = {}) => ({
  body: { originator_email_address, data, ...more },
});
const template = (template_identifier: string, data: object, more: object = {}) =>
  filed(data, { template_identifier, ...more });
const intervention = (name: string, data: object, more: object = {}) =>
  filed(data, { intervention: name, ...more });
const keyed = (value: string, step: { body: object }, more: object = {}) => ({
  ...step,
  headers: { 'idempotency-key': value },
  ...more,
});
const unified = (data: object, more: object = {}) => ({
  path: '/api/tickets/create',
  ...filed(data, more),
});

const plain = filed(text);
const acknowledge = template('warranty_acknowledgement', acknowledged);
const late = template('delivery_exception', { order_reference: 'SP-1' });
const claimed = intervention('warranty_claim', claim);
const lacking = { ...plain, as: 'lacking-ability' };
const types = [
  'application/json; charset=utf-8',
  'Application/JSON',
  'text/plain',
  'application/vnd.api+json',
];

const flags = [
  plain,
  acknowledge,
  template('warranty_acknowledgement', acknowledged, { is_public: false }),
  claimed,
  intervention('warranty_claim', claim, { is_public: false }),
  intervention('contract_renewal', { contract_reference: 'C-1' }, { is_public: false }),
];

const shapes = [
  filed({}),
  filed({ ...text, ...acknowledged }, { template_identifier: 'warranty_acknowledgement' }),
  filed({ ...text, ...claim }, { intervention: 'warranty_claim' }),
  filed(acknowledged, {
    template_identifier: 'warranty_acknowledgement',
    intervention: 'warranty_claim',
  }),
];

const queues = [
  plain,
  filed({ ...text, queue_name: 'Returns' }),
  template('delivery_exception', { order_reference: 'SP-1', queue_name: 'Returns' }),
  late,
  acknowledge,
  claimed,
  intervention('delivery_follow_up', { order_reference: 'SP-1' }),
  intervention('warranty_claim', { ...claim, queue_name: 'Deliveries' }),
];

const fingerprints = [
  filed({ ...text, list: [1, { a: 1 }], nested: { a: 1, b: 2 }, n: 1, none: null, word: 'Abc' }),
  filed({ ...text, list: [1, { a: 2 }], nested: { a: 1, b: 2 }, n: 1, none: null, word: 'Abc' }),
  filed({ ...text, list: [2, { a: 1 }], nested: { a: 1, b: 2 }, n: 1, none: null, word: 'Abc' }),
  filed({ ...text, list: [{ a: 1 }, 1], nested: { a: 1, b: 2 }, n: 1, none: null, word: 'Abc' }),
  filed({ ...text, list: [1, { a: 1 }], nested: { a: 1, b: 3 }, n: 1, none: null, word: 'Abc' }),
  filed({ ...text, list: [1, { a: 1 }], nested: { b: 2, a: 1 }, n: 1, none: null, word: 'Abc' }),
  filed({ ...text, list: [1, { a: 1 }], nested: { a: 1, b: 2 }, n: '1', none: null, word: 'Abc' }),
  filed({ ...text, list: [1, { a: 1 }], nested: { a: 1, b: 2 }, n: 1, word: 'Abc' }),
  filed({ ...text, list: [1, { a: 1 }], nested: { a: 1, b: 2 }, n: 1, none: null, word: 'abc' }),
  filed({ ...text, list: [1, { a: 1 }], nested: { a: 1, b: 2 }, n: 1, none: null, word: 'Abd' }),
].map((step) => keyed(key, step));

const nobody = filed({ ...text, queue_name: 'Nowhere' });
const broken = filed({ subject: 'Sole' });

proveDefects('tickiti', {
  headers: () => ({ 'idempotency-key': randomUUID() }),
  of: {
    'tickiti/authorisation/ability': [lacking, { ...acknowledge, as: 'lacking-ability' }],
    'tickiti/authorisation/lacking': [lacking, { raw: '[', as: 'lacking-ability' }],
    'tickiti/headers/content-type': types.map((type) => ({
      raw: JSON.stringify(plain.body),
      headers: { 'content-type': type },
    })),
    'tickiti/body/characters': [filed({ ...text, subject: ' ' })],
    'tickiti/data/required': [{ body: { originator_email_address } }],
    'tickiti/data/bound-values': [{ a: 1 }, { a: { b: 1 } }, { a: [1] }].map((data) =>
      filed({ ...text, ...data }),
    ),
    'tickiti/shapes/none': shapes,
    'tickiti/shapes/several': shapes,
    'tickiti/shapes/free-text': [filed({ ...text, queue_name: 'Deliveries' }), ...queues],
    'tickiti/shapes/template': [acknowledge],
    'tickiti/shapes/intervention': [claimed, filed(text, { uid: 'u-1' })],
    'tickiti/shapes/stray-text': [{ subject: 'Sole' }, { content: 'It came off.' }].map((stray) =>
      template('warranty_acknowledgement', { ...acknowledged, ...stray }),
    ),
    'tickiti/is-public/default': [
      acknowledge,
      template('warranty_acknowledgement', acknowledged, { is_public: false }),
    ],
    'tickiti/uid/with-intervention': [intervention('warranty_claim', claim, { uid: 'u-1' })],
    'tickiti/is-public/optional': [filed(text, { use_passed_originator_as_responder: true })],
    'tickiti/uid/optional': [plain, filed(text, { is_public: true }), filed(text, { uid: 'u-1' })],
    'tickiti/uid/not-unique': [filed(text, { uid: 'u-1' }), filed(text, { uid: 'u-1' })],
    'tickiti/queue/from-data': queues,
    'tickiti/queue/from-template': queues,
    'tickiti/queue/from-intervention': queues,
    'tickiti/queue/inbox': queues,
    'tickiti/queue/of-rendered-template': queues,
    'tickiti/queue/not-with-intervention': queues,
    'tickiti/queue/refused-with-intervention': queues,
    'tickiti/queue/exact-name': ['returns', ' Returns '].map((queue_name) =>
      filed({ ...text, queue_name }),
    ),
    'tickiti/queue/unknown': [nobody],
    'tickiti/queue/foreign': [
      filed({ ...text, queue_name: 'Repairs' }),
      unified({ ...text, queue_name: 'Repairs' }),
    ],
    'tickiti/template/unknown': [template('nothing', acknowledged)],
    'tickiti/template/foreign': [template('repair_acknowledgement', { product: 'Boot' })],
    'tickiti/template/unbound-value': [
      template('warranty_acknowledgement', claim),
      template('warranty_acknowledgement', { ...acknowledged, customer_name: '' }),
    ],
    'tickiti/template/optional-section': [
      late,
      template('delivery_exception', { order_reference: 'SP-1', items: [] }),
    ],
    'tickiti/template/rendered-size': [350_000, 600_000].map((length) =>
      template('warranty_acknowledgement', { ...acknowledged, product: 'x'.repeat(length) }),
    ),
    'tickiti/intervention/unknown': [intervention('nothing', claim)],
    'tickiti/intervention/foreign': [intervention('repair_claim', claim)],
    'tickiti/errors/validation-failed': [
      ...shapes,
      nobody,
      filed({ ...text, queue_name: 'Repairs' }),
      template('repair_acknowledgement', { product: 'Boot' }),
      intervention('repair_claim', claim),
      broken,
      unified({}),
    ],
    'tickiti/idempotency/key-required': [
      { ...plain, headers: { 'idempotency-key': null } },
      keyed('', plain),
    ],
    'tickiti/idempotency/key-uuid': [
      'not-a-uuid',
      '3f2b8c1e6a4d4e0b9d570c2f1a7b5e64',
      '{3f2b8c1e-6a4d-4e0b-9d57-0c2f1a7b5e64}',
      '3F2B8C1E-6A4D-4E0B-9D57-0C2F1A7B5E65',
      '01906f2e-7b1c-7e3a-8f00-0c2f1a7b5e64',
    ].map((value) => keyed(value, plain)),
    'tickiti/idempotency/key-answer': [
      { ...plain, headers: { 'idempotency-key': null } },
      keyed('x', plain),
    ],
    'tickiti/idempotency/conflict': [keyed(key, plain), keyed(key, acknowledge), keyed(key, plain)],
    'tickiti/idempotency/replay': [
      keyed(key, acknowledge),
      keyed(key, acknowledge),
      keyed(key, acknowledge),
      unified(text),
    ],
    'tickiti/idempotency/fingerprint': fingerprints,
    'tickiti/idempotency/exact-match': [keyed(key, plain), keyed(key.toUpperCase(), acknowledge)],
    'tickiti/idempotency/tenant-scope': [
      keyed(key, plain),
      keyed(key, acknowledge, { as: 'second-key' }),
      keyed(key, filed({ ...text, more: 1 }), { as: 'second-tenant' }),
    ],
    'tickiti/idempotency/expiry': [
      keyed(key, plain),
      ...[82_801, 3_600, 3_601, 86_400].flatMap((advance) => [
        { advance },
        keyed(key, acknowledge),
        keyed(key, plain),
      ]),
    ],
    'tickiti/idempotency/refused-leaves-key-free': [
      keyed(key, nobody),
      keyed(key, plain),
      keyed(key.replace('3', '4'), broken),
      keyed(key.replace('3', '4'), plain),
      keyed(key.replace('3', '5'), nobody),
      keyed(key.replace('3', '5'), nobody),
    ],
    'tickiti/response/status': [plain, unified(text)],
    'tickiti/response/queue': queues,
    'tickiti/response/used-template': flags,
    'tickiti/response/used-intervention': flags,
    'tickiti/response/used-private-template': flags,
    'tickiti/response/used-public-template': flags,
    'tickiti/response/no-identifiers': [plain],
    'tickiti/flags/free-text': flags,
    'tickiti/flags/template-visibility': flags,
    'tickiti/flags/intervention-no-template': flags,
    'tickiti/flags/intervention-visibility': flags,
    'tickiti/unified/creates-ticket': [unified(text), unified(text)],
    'tickiti/unified/no-templates': [
      unified(text, { template_identifier: 'warranty_acknowledgement' }),
    ],
    'tickiti/unified/no-interventions': [unified(text, { intervention: 'warranty_claim' })],
    'tickiti/unified/other-shapes-refused': [
      unified(text, { template_identifier: 'x' }),
      unified(text, { intervention: 'x' }),
    ],
    'tickiti/unified/no-idempotency': [
      keyed(key, plain),
      keyed(key, unified(text)),
      keyed(key, unified(text)),
    ],
    'tickiti/unified/key-ignored': [
      keyed('x', unified(text)),
      keyed(key, unified(text)),
      keyed(key, unified(text)),
    ],
    'tickiti/unified/ability': [
      { ...unified(text), as: 'lacking-ability' },
      { raw: '[', path: '/api/tickets/create', as: 'lacking-ability' },
    ],
    'tickiti/unified/required-fields': [
      { path: '/api/tickets/create', body: { data: text, is_public: true } },
    ],
    'tickiti/unified/errors': [unified({}), unified({ ...text, subject: 7 })],
    'tickiti/unified/unknown-queue': [unified({ ...text, queue_name: 'Nowhere' })],
    'tickiti/unified/number-sequence': [
      unified(text),
      unified({ ...text, queue_name: 'Nowhere' }),
      unified(text),
      { ...unified(text), as: 'second-key' },
      { ...unified(text), times: 3 },
      { ...unified(text), together: 8 },
    ],
    'tickiti/unified/id-unique': [{ ...unified(text), times: 4 }],
    'tickiti/order': [
      { raw: '[', as: 'lacking-ability' },
      keyed('x', broken),
      keyed(key, plain),
      keyed(key, nobody),
    ],
  },
});
