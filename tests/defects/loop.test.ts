import { proveDefects } from './proof.ts';

const plain = {
  brand_id: 'brand_harbor',
  person_id: 'person_harbor_1',
  requester_email: 'ines@harbor.example',
  subject: 'Late',
  body: 'It did not arrive.',
};
const attachment = { filename: 'a.txt', content_base64: 'TGFz' };
const full = { ...plain, requester_name: 'Ines Moreau', attachment };
const of = (members: object) => ({ body: { ...plain, ...members } });
const second = { as: 'second-key', body: { ...plain, person_id: 'person_harbor_2' } };

const owners = [
  of({ person_id: 'person_harbor_2' }),
  of({ person_id: 'person_harbor_2', attachment }),
  of({ person_id: 'person_harbor_11' }),
  of({ person_id: 'PERSON_HARBOR_1' }),
  of({ person_id: ' person_harbor_1' }),
  of({ person_id: 'person_juniper_1' }),
];

const types = [undefined, '; charset=utf-8'].map((more = '') => `application/json${more}`);

proveDefects('loop', {
  of: {
    'loop/scope/none-required': [{ body: plain }, { body: full }],
    'loop/scope/ignored': [second, { as: 'second-key', body: plain }],
    'loop/ownership/mismatch': owners,
    'loop/ownership/person-id': owners,
    'loop/ownership/email-free': [
      of({ requester_email: 'someone@else.example' }),
      of({ requester_name: 'Someone' }),
    ],
    'loop/brand-id/unknown': [of({ brand_id: 'brand_nowhere' })],
    'loop/brand-id/foreign': [of({ brand_id: 'brand_juniper' }), of({ brand_id: 'brand_nowhere' })],
    'loop/body/json': [...types, 'Application/JSON', 'text/plain', 'application/vnd.api+json'].map(
      (type) => ({
        raw: JSON.stringify(plain),
        headers: { 'content-type': type },
      }),
    ),
    'loop/body/characters': [of({ subject: ' ' })],
    'loop/body/extra-fields': [of({ other: 1 }), of({ attachment: { ...attachment, other: 1 } })],
    'loop/delivery/upstream-error': [{}, { attachment }].map((more) =>
      of({ brand_id: 'brand_harbor_down', ...more }),
    ),
    'loop/delivery/sent': [{ body: plain }, { body: full }],
    'loop/delivery/requested': [of({ brand_id: 'brand_harbor_queued' })],
    'loop/idempotency/none': [{ body: plain, times: 2 }],
    'loop/response/created': [{ body: plain }, of({ brand_id: 'brand_harbor_queued' })],
    'loop/errors/code-upstream': [of({ brand_id: 'brand_harbor_down' })],
    'loop/errors/code-forbidden': owners,
    'loop/order': [
      of({ person_id: 'person_juniper_1', brand_id: 'brand_juniper' }),
      of({ person_id: 'person_juniper_1', subject: 7 }),
    ],
  },
});
