// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how target files name variables

import { describe, expect, it } from 'vitest';
import { redacted } from '../../conformance/wire/redact.ts';
import { readWith, refusal } from './write-target.ts';

/** How the token comes out that is written so. */
function tokenOf(token: string, env: NodeJS.ProcessEnv): string | undefined {
  const credentials = { primary: { tenant: 'acme', token } };
  return readWith({ credentials }, { env }).credentials.primary?.value;
}

/** A target with variables in every place that may hold some. */
function readWithAll(options: { env: NodeJS.ProcessEnv }) {
  return () =>
    readWith(
      {
        baseUrl: 'http://${HOST}',
        credentials: {
          primary: { tenant: '${TENANT}', token: '${KEY}' },
          'second-key': { tenant: '${TENANT}', token: '${SHORT}' },
        },
        tenants: [{ id: '${TENANT}', entities: { customer: [{ id: '${CUSTOMER}' }] } }],
        reset: {
          url: 'http://127.0.0.1:1/${PATH_KEY}',
          headers: { 'X-Admin': '${ADMIN}', 'X-Tenant': '${TENANT}', 'X-For': '${CUSTOMER}' },
        },
        clock: { url: 'http://${HOST}/clock', body: '{"by":{seconds},"key":"${BODY_KEY}"}' },
      },
      options,
    );
}

describe('a variable in a target file', () => {
  it('has its value from the environment, anywhere in a text', () => {
    expect(tokenOf('${KEY}', { KEY: 'k' })).toBe('k');
    expect(tokenOf('a-${KEY}-${OTHER_2}', { KEY: 'k', OTHER_2: 'o' })).toBe('a-k-o');
    const target = readWith({ baseUrl: 'http://${HOST}' }, { env: { HOST: 'localhost:80' } });
    expect(target.baseUrl).toBe('http://localhost:80');
  });

  it('is not looked for in what a variable holds', () => {
    expect(tokenOf('${KEY}', { KEY: '${OTHER}' })).toBe('${OTHER}');
  });

  it('stands for itself with two dollars', () => {
    expect(tokenOf('$${KEY}', {})).toBe('${KEY}');
  });

  it.each([
    [
      'is not set',
      '${KEY}',
      {},
      /\/credentials\/primary\/token: .*KEY is not set\n {4}.*export KEY=/,
    ],
    ['is empty', '${KEY}', { KEY: '' }, /KEY is empty/],
    ['has no name', '${}', {}, /"" names no variable/],
    ['has a default, which is not to be had', '${KEY:-x}', {}, /"KEY:-x" names no variable/],
  ])('is told with line and pointer when it %s', (_name, token, env, pattern) => {
    const message = refusal(() => tokenOf(token, env));
    expect(message).toMatch(pattern);
    expect(message).toMatch(/^target\.yaml:\d+ /);
  });

  it('may not hold what no header can', () => {
    const message = refusal(() => tokenOf('${KEY}', { KEY: 'multi\nline' }));
    expect(message).toMatch(/printable ASCII/);
    expect(message).not.toContain('multi');
  });
});

describe('the value of a variable', () => {
  const env = {
    KEY: 'key-of-acme',
    ADMIN: 'key-of-admin',
    PATH_KEY: 'key-in-path',
    BODY_KEY: 'key-in-body',
    SHORT: 'short',
    TENANT: 'acme-tenant',
    CUSTOMER: 'customer-12',
    HOST: '127.0.0.1:8080',
  };
  const target = readWithAll({ env });

  it('is a secret where it stands in a credential or in a hook', () => {
    expect([...(target().secrets ?? [])].sort()).toEqual([
      'key-in-body',
      'key-in-path',
      'key-of-acme',
      'key-of-admin',
    ]);
  });

  it('is no secret where it is a host, a tenant or an id, or too short', () => {
    const { tenants, baseUrl } = target();
    const shown = JSON.stringify({ tenants, baseUrl });
    expect(redacted(target(), shown)).toBe(shown);
  });

  it('is in nothing that a hook which failed says, once secrets are left out', async () => {
    const failed = target();
    const error = await failed.controls?.reset?.().catch((thrown: unknown) => thrown);
    expect(String(error)).toContain('key-in-path');
    expect(redacted(failed, String(error))).toMatch(/POST http:\/\/127\.0\.0\.1:1\/\*\*\* had no/);
  });
});
