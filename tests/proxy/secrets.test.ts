import { expect, it } from 'vitest';
import { Secrets } from '../../conformance/proxy/judging/secrets.ts';
import type { Target } from '../../conformance/target/target.ts';
import { loadProvider } from '../../specs/contract/load.ts';

const target: Target = {
  provider: 'mava',
  baseUrl: 'http://127.0.0.1:9',
  credentials: { primary: { tenant: 'a', header: 'x-auth-token', value: 'own-token-1' } },
  secrets: ['own-secret-2'],
  tenants: [],
  may: { exhaustRateLimit: false, useUpQuota: false, createTickets: 0 },
};

const secretsOf = (given?: Target) => new Secrets(loadProvider('mava'), given);

function show(secrets: Secrets, token: string): void {
  secrets.learnFrom({ 'x-auth-token': token }, '/', '');
}

it('those of the target file stay, however many come after them', () => {
  const secrets = secretsOf(target);
  for (let i = 0; i < 500; i++) show(secrets, `another-token-${i}`);
  expect(secrets.redact('own-token-1 own-secret-2')).toBe('[redacted] [redacted]');
});

it('of those that are only shown, the ones that were not shown for long are let go', () => {
  const secrets = secretsOf();
  for (let i = 0; i < 500; i++) {
    show(secrets, 'always-there');
    show(secrets, `another-token-${i}`);
  }
  expect(secrets.redact('always-there another-token-499')).toBe('[redacted] [redacted]');
  expect(secrets.redact('another-token-000')).toBe('another-token-000');
});

it.each([
  ['shop=acme-production-eu', 'acme-production-eu', false],
  ['lang=german-of-austria; token=disabled', 'german-of-austria disabled', false],
  ['sid=s%3AjT7Qm2kX9b.r4nd0m', 's%3AjT7Qm2kX9b.r4nd0m', true],
  ['a=b; id=3f0f5a4e-0000-4000-8000-000000000001', '3f0f5a4e-0000-4000-8000-000000000001', true],
  ['session_token=abc-123', 'abc-123', true],
])('the cookie %s: %s is a secret elsewhere too, %s', (cookie, said, isSecret) => {
  const secrets = secretsOf();
  secrets.learnFrom({ cookie }, '/', '');
  expect(secrets.redact(`it is ${said}`)).toBe(`it is ${isSecret ? '[redacted]' : said}`);
  expect(secrets.headers({ cookie })).toEqual({ cookie: '[redacted]' });
});

it('a parameter that only may hold one is told from one that does', () => {
  const secrets = secretsOf(target);
  expect(secrets.path('/t?author=me&debug=1')).toBe('/t?author=[left out]&debug=1');
  expect(secrets.path('/t?author=own%2Dtoken-1')).toBe('/t?author=[redacted]');
  expect(secrets.path('/t?access_token=any')).toBe('/t?access_token=[redacted]');
});

it.each([
  ['as UTF-8', Buffer.from('schlüssel-4711').toString('latin1')],
  ['as latin1', 'schlüssel-4711'],
])('one beyond ASCII, sent %s, is known in headers, bodies and JSON', (_how, value) => {
  const secrets = secretsOf();
  show(secrets, value);
  const sent = Buffer.from(value, 'latin1').toString();
  for (const text of [value, sent, encodeURIComponent(sent)])
    expect(secrets.redact(`it is ${text}`)).toBe('it is [redacted]');
});

it('one beyond ASCII is known where JSON is written in ASCII', () => {
  const secrets = secretsOf();
  show(secrets, 'schlüssel-4711');
  expect(secrets.redact('{"a":"schl\\u00FCssel-4711"}')).toBe('{"a":"[redacted]"}');
});

it('one that no URL can hold hinders no other', () => {
  const secrets = secretsOf();
  secrets.learnFrom({}, '/', '{"password":"\\ud800-4711"}');
  expect(secrets.redact('plain')).toBe('plain');
});

it('a password in a URL is blotted in headers, and known from bodies', () => {
  const secrets = secretsOf();
  const location = 'https://u:secret-1@host.example/x?a=@';
  expect(secrets.headers({ location })).toEqual({
    location: 'https://[left out]@host.example/x?a=@',
  });
  secrets.learnFrom({}, '/', `{"url":"${location}"}`);
  expect(secrets.redact('it is secret-1')).toBe('it is [redacted]');
});

it.each(['sig', 'signature', 'X-Amz-Signature', 'X-Amz-Credential', 'key', 'subscription-key'])(
  'the parameter %s may hold one, and accuses nobody',
  (name) => expect(secretsOf().path(`/t?${name}=any`)).toBe(`/t?${name}=[left out]`),
);

it.each(['x-session-id', 'x-acme-session', 'x-functions-key'])(
  'the header %s may hold one',
  (name) => expect(secretsOf().headers({ [name]: 'any' })).toEqual({ [name]: '[redacted]' }),
);

it.each(['idempotency-key', 'x-request-id', 'design', 'keyword', 'side'])('%s holds none', (name) =>
  expect(secretsOf().headers({ [name]: 'any' })).toEqual({ [name]: 'any' }),
);
