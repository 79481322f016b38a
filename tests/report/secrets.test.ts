// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how a shell names variables

import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { exportsFor } from '../../conformance/report/shell-variables.ts';
import type { Target } from '../../conformance/target/target.ts';
import { curlOf } from '../../conformance/wire/curl.ts';
import type { Message } from '../../conformance/wire/message.ts';
import { redacted, withoutSecrets } from '../../conformance/wire/redact.ts';
import { sampleFinding, sampleReport } from './sample-report.ts';
import { sampleTarget } from './sample-target.ts';

/** The curl lines of a request with these headers, as a report has them. */
function curlWith(target: Target, headers: Message['headers'], body = '{"a":1}'): string {
  const message = { method: 'POST', path: '/api/ticket', headers, body };
  return redacted(target, curlOf(target, message));
}

function bearing(token: string): Target {
  const value = `Bearer ${token}`;
  return sampleTarget('', {
    credentials: { primary: { tenant: 'acme', header: 'Authorization', value } },
  });
}

/** The headers as curl would be given them, with the credential in its variable. */
function sentBy(curl: string, secret: string): string[] {
  const script = `DOUBLECHECK_PRIMARY='${secret}'\ncurl() { printf '%s\\n' "$@"; }\n${curl}`;
  const said = execFileSync('bash', ['-c', script], { encoding: 'utf8' }).split('\n');
  return said.filter((_line, index) => said[index - 1] === '-H');
}

describe('a short token', () => {
  it.each(['p', 'json', 'POST', 'api'])(
    '%j leaves the other parts of curl lines alone',
    (token) => {
      const headers = {
        'x-auth-token': token,
        'content-type': 'application/json',
        'x-other': token,
      };
      expect(curlWith(sampleTarget(token), headers).split(' \\\n  ')).toEqual([
        "curl -i -X POST 'http://127.0.0.1:4010/acme/api/ticket'",
        '-H "x-auth-token: ${DOUBLECHECK_PRIMARY}"',
        "-H 'content-type: application/json'",
        `-H 'x-other: ${token}'`,
        `--data-binary '{"a":1}'`,
      ]);
    },
  );

  it('leaves what a server says alone, with a scheme before it, too', () => {
    const text = 'Bearer p expected in the Bearer header; QmVhcmVyIHA=';
    expect(redacted(bearing('p'), text)).toBe(text);
    expect(redacted(sampleTarget('short'), 'a short one')).toBe('a short one');
  });
});

describe('a secret of six letters or more', () => {
  const forms = (secret: string) => [
    secret,
    secret.slice(0, -1),
    secret.toUpperCase(),
    secret.toLowerCase(),
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
  ];

  it.each([
    ['a token', sampleTarget('Sec/ret'), ['Sec/ret']],
    ['one with a scheme', bearing('S3cret'), ['S3cret', 'Bearer S3cret']],
    ['what the target names besides', sampleTarget('p', { secrets: ['r00t+key'] }), ['r00t+key']],
    [
      'the password of a URL',
      sampleTarget('p', { baseUrl: 'http://user:hunter%2B2@127.0.0.1' }),
      ['hunter+2'],
    ],
  ])('is in no text, in whatever form: %s', (_name, target, secrets) => {
    for (const form of secrets.flatMap(forms)) {
      const text = `<${form}>`;
      expect(redacted(target, text)).not.toContain(form);
      expect(JSON.stringify(withoutSecrets(target, { a: [text] }))).not.toContain(form);
      const headers = { 'x-echo': text, 'x-auth-token': form, authorization: form };
      expect(curlWith(target, headers, text)).not.toContain(form);
    }
  });

  const secret = 'Bearer Secret-token-1';
  it.each([
    ['authorization', secret],
    ['authorization', `${secret}x`],
    ['authorization', secret.slice(0, -1)],
    ['authorization', 'Bearer SECRET-TOKEN-1'],
    ['authorization', 'Bearer secret-token-1'],
    ['authorization', 'Basic Secret-token-1'],
    ['authorization', 'Secret-token-1'],
    ['x-api-key', 'Secret-token-1'],
    ['cookie', 'authorization=Secret-token-1; token=Secret-token-1'],
  ])('is a variable of the shell in curl lines that send it: %s: %s', (name, value) => {
    const curl = curlWith(bearing('Secret-token-1'), { [name]: value });
    expect(curl.toLowerCase()).not.toContain('secret-token');
    const [sent = ''] = sentBy(curl, secret);
    // `tr` makes the scheme small or large as well, which servers do not mind.
    const isFolded = value.toLowerCase() === secret.toLowerCase();
    expect(isFolded ? sent.toLowerCase() : sent).toBe(
      isFolded ? `${name}: ${value}`.toLowerCase() : `${name}: ${value}`,
    );
    const token = value.split(' ').at(-1) ?? '';
    if (isFolded) expect(sent).toContain(token);
    const exchanges = [{ curl, status: 401, answer: '' }];
    const report = sampleReport({ findings: [sampleFinding(['acme/a'], { exchanges })] });
    expect(exportsFor(report)).toHaveLength(1);
  });

  it('may be the name of a variable, which stays one', () => {
    const curl = curlWith(sampleTarget('PRIMARY'), { 'x-auth-token': 'PRIMARY' });
    expect(curl).toContain('-H "x-auth-token: ${DOUBLECHECK_PRIMARY}"');
  });
});

describe('the variables of curl lines', () => {
  const told = (...headers: string[]) => {
    const exchanges = headers.map((header) => ({
      curl: `curl \\\n  -H ${header}`,
      status: null,
      answer: '',
    }));
    return exportsFor(sampleReport({ findings: [sampleFinding(['acme/a'], { exchanges })] }));
  };

  it('are told with the header that has them as a whole, and not with another', () => {
    const misplaced = '"authorization: Bearer ${DOUBLECHECK_PRIMARY}"';
    expect(told(misplaced, '"x-auth-token: ${DOUBLECHECK_PRIMARY}"')).toEqual([
      "export DOUBLECHECK_PRIMARY='…'  # the whole value of the header x-auth-token",
    ]);
    expect(told(misplaced)).toEqual([
      "export DOUBLECHECK_PRIMARY='…'  # the whole value of its header",
    ]);
  });
});

it('a user in the URL is not in curl lines, since it is not sent', () => {
  const target = sampleTarget('p', { baseUrl: 'http://user:pass@127.0.0.1:80/x' });
  expect(curlWith(target, {})).toContain("curl -i -X POST 'http://127.0.0.1:80/x/api/ticket'");
});
