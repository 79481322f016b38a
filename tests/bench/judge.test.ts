import { expect, it } from 'vitest';
import { judge } from '../../bench/speed/burst.ts';
import { answerCheck } from '../../bench/speed/creation-load.ts';
import type { Load } from '../../bench/speed/load.ts';

const load: Load = {
  name: 'create',
  method: 'POST',
  path: '/',
  headers: {},
  body: '',
  credentials: [''],
  status: 409,
  trouble: answerCheck('tickiti', 409, '"idempotency_key_conflict"'),
};
const refused = (code: string) => JSON.stringify({ ok: false, error: { code, message: 'No.' } });
const asked = (status: number, body: string) => () => judge('here', load, [{ status, body }]);

it('answers are right that have the status, the code and the shape of the contract', () => {
  expect(asked(409, refused('idempotency_key_conflict'))).not.toThrow();
});

it.each([
  ['another status', 200, refused('idempotency_key_conflict'), '200, not 409'],
  ['another code', 409, refused('forbidden'), 'is missing'],
  ['no JSON', 409, 'idempotency_key_conflict"idempotency_key_conflict"', 'it is no JSON'],
  ['another shape', 409, '{"code":"idempotency_key_conflict"}', 'must have required property'],
])('%s is told', (_, status, body, words) => {
  expect(asked(status, body)).toThrow(words);
});

it('no answer at all is no success', () => {
  expect(() => judge('here', load, [])).toThrow('no answer was seen');
});
