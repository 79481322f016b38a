import { describe, expect, it } from 'vitest';
import { readTarget } from '../../conformance/target/read-target.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { readWith, refusal, smallest, targetFile } from './write-target.ts';

describe('a target file', () => {
  it('needs little, and permits nothing that it does not say', () => {
    expect(readWith({})).toEqual({
      provider: 'mava',
      baseUrl: 'http://127.0.0.1:8080',
      credentials: { primary: { tenant: 'acme', header: 'x-auth-token', value: 'secret' } },
      tenants: [{ id: 'acme', settings: {}, entities: {} }],
      may: { createTickets: 10, exhaustRateLimit: false, useUpQuota: false },
    });
  });

  it('says all that a target has', () => {
    const target = readWith({
      baseUrl: 'http://127.0.0.1:8080/mava/',
      credentials: {
        primary: { tenant: 'acme', token: 'secret', abilities: ['a'], subject: 'person' },
      },
      tenants: [
        { id: 'acme', settings: { x: [1] }, entities: { customer: [{ id: 'c', email: 'e' }] } },
      ],
      limits: { rate: { limit: 10, window: 5 } },
      lacks: ['mava/notify/*', 'mava/order'],
      may: { createTickets: 5, exhaustRateLimit: true, useUpQuota: true },
      pacing: { requestsPerSecond: 2.5, concurrency: 3 },
    });
    expect(target).toMatchObject({
      baseUrl: 'http://127.0.0.1:8080/mava',
      credentials: { primary: { abilities: ['a'], subject: 'person' } },
      tenants: [{ settings: { x: [1] }, entities: { customer: [{ id: 'c', email: 'e' }] } }],
      limits: { rate: { limit: 10, window: 5 } },
      lacks: ['mava/notify/*', 'mava/order'],
      may: { createTickets: 5, exhaustRateLimit: true, useUpQuota: true },
      pacing: { requestsPerSecond: 2.5, concurrency: 3 },
    });
    expect(target.controls).toBeUndefined();
  });

  it('sends credentials as the contract says', () => {
    const file = targetFile({ ...smallest, provider: 'loop' });
    expect(readTarget(file, loadProvider('loop')).credentials.primary).toMatchObject({
      header: 'authorization',
      value: 'Bearer secret',
    });
  });

  it('may have them sent otherwise', () => {
    const authentication = { header: 'X-Gateway', prefix: 'Key ' };
    expect(readWith({ authentication }).credentials.primary).toMatchObject({
      header: 'x-gateway',
      value: 'Key secret',
    });
  });
});

describe('what is wrong with a target file', () => {
  it.each([
    ['a misspelt field', { bseUrl: 'x' }, /:\d+ \/bseUrl: .*\n {4}Did you mean "baseUrl"\?/],
    ['a field in another style', { 'base-url': 'x' }, /Did you mean "baseUrl"\?/],
    [
      'a field of no meaning',
      { zzz: 1 },
      /\/zzz: there is no "zzz" here\n {4}There are provider, /,
    ],
    [
      'a field that is none deeper down',
      { may: { createTicket: 1 } },
      /Did you mean "createTickets"/,
    ],
    ['no permission', { may: undefined }, /"may" is missing/],
    ['no primary', { credentials: {} }, /\/credentials: "primary" is missing/],
    ['a URL that is none', { baseUrl: 'localhost:80' }, /\/baseUrl: must be an http or https URL/],
    ['a query in it', { baseUrl: 'http://localhost?a=1' }, /without a query/],
    ['a rate of nothing', { limits: { rate: { limit: 0, window: 1 } } }, /\/limits\/rate\/limit: /],
    ["another provider's", { provider: 'loop' }, /\/provider: it describes a server of loop/],
    [
      'a tenant that is not there',
      { credentials: { primary: { tenant: 'acem', token: 't' } } },
      /\/credentials\/primary\/tenant: there is no tenant "acem"\n.*acme/,
    ],
    ['a tenant twice', { tenants: [{ id: 'acme' }, { id: 'acme' }] }, /\/tenants\/1\/id: .*twice/],
    [
      'a misspelt role',
      { credentials: { ...smallest.credentials, 'secnd-key': { tenant: 'acme', token: 't' } } },
      /\/credentials\/secnd-key: .*\n {4}Did you mean "second-key"/,
    ],
    [
      'a misspelt kind',
      { tenants: [{ id: 'acme', entities: { customers: [] } }] },
      /\/tenants\/0\/entities\/customers: .*\n {4}Did you mean "customer"/,
    ],
    [
      'an entity without an id',
      { tenants: [{ id: 'acme', entities: { tag: [{}] } }] },
      /"id" is missing/,
    ],
    [
      'a clause that is none',
      { lacks: ['mava/odrer'] },
      /\/lacks\/0: .*\n {4}Did you mean "mava\/order"/,
    ],
    [
      'a clock without seconds',
      { clock: { url: 'http://localhost/c', body: '{}' } },
      /\{seconds\}/,
    ],
    ['a hook without a URL', { reset: { method: 'POST' } }, /\/reset: "url" is missing/],
    [
      "another tenant's token",
      {
        credentials: {
          ...smallest.credentials,
          'second-tenant': { tenant: 'umbrella', token: 'secret' },
        },
        tenants: [{ id: 'acme' }, { id: 'umbrella' }],
      },
      /\/credentials\/second-tenant\/token: it is the token of "primary".*acme\n {4}Tokens of different tenants differ: put in one of umbrella/,
    ],
    [
      'one token as two keys',
      {
        credentials: { ...smallest.credentials, 'second-key': { tenant: 'acme', token: 'secret' } },
      },
      /\/credentials\/second-key\/token: .*\n {4}The checks of "second-key" need another credential/,
    ],
    [
      'a password in the URL',
      { baseUrl: 'http://user:pass@localhost:80' },
      /\/baseUrl: a user or a password.*not sent\n.*credentials.*proxy/,
    ],
    [
      "a user in a hook's URL",
      { reset: { url: 'http://user@localhost' } },
      /\/reset\/url: .*not sent\n.*header/,
    ],
    ['a host that is none', { baseUrl: 'http://[' }, /\/baseUrl: it is no URL/],
    [
      'a method that is none',
      { reset: { url: 'http://localhost', method: 'FETCH' } },
      /one of POST/,
    ],
  ])('is told with line and pointer: %s', (_name, fields, pattern) => {
    const message = refusal(() => readWith(fields));
    expect(message).toMatch(pattern);
    expect(message).toMatch(/^target\.yaml:\d+ \/\S*: .+\n {4}\S.+$/m);
  });

  it('is told all at once', () => {
    expect(
      refusal(() => readWith({ zzz: 1, baseUrl: 1, may: {} })).match(/^target/gm),
    ).toHaveLength(3);
  });

  it.each(['', '- 1\n', 'provider: [', 'just text'])('may be everything: %j', (text) => {
    const message = refusal(() => readTarget(targetFile(text), loadProvider('mava')));
    expect(message).toMatch(/^target\.yaml/);
  });

  it('is a file that is not there', () => {
    expect(refusal(() => readTarget('/none/target.yaml', loadProvider('mava')))).toContain(
      'ENOENT',
    );
  });

  it('is not that a token serves several roles of its tenant', () => {
    const own = { tenant: 'acme', token: 'secret' };
    const { credentials } = readWith({ credentials: { 'small-quota': own, primary: own } });
    expect(Object.keys(credentials)).toHaveLength(2);
  });

  it('never shows a secret', () => {
    const both = {
      primary: smallest.credentials.primary,
      'second-key': { ...smallest.credentials.primary },
    };
    expect(refusal(() => readWith({ credentials: both }))).not.toMatch(/\bsecret\b/);
    const baseUrl = 'http://user:s3cret@localhost';
    expect(refusal(() => readWith({ baseUrl }))).not.toContain('s3cret');
    const credentials = { primary: { tenant: 'acme', token: '  s3cret\n' } };
    const message = refusal(() => readWith({ credentials }));
    expect(message).toMatch(/\/credentials\/primary\/token: must be printable ASCII/);
    expect(message).not.toContain('s3cret');
  });
});
