import { describe, expect, it } from 'vitest';
import { withoutNamedSecrets } from '../../conformance/audit/named-secrets.ts';
import { auditHtmlOf } from '../../conformance/audit/report/html.ts';
import { auditJunitOf } from '../../conformance/audit/report/junit.ts';
import { auditMarkdownOf } from '../../conformance/audit/report/markdown.ts';
import { auditTerminalOf } from '../../conformance/audit/report/terminal.ts';
import { auditOf, entryOf, harOf, sample, token, verdicts } from './journal-files.ts';

describe('a secret', () => {
  const leaking = [
    entryOf({
      request: { url: `https://support.example.com/api/create_ticket?access_token=${token}` },
    }),
    entryOf({
      request: { url: 'https://support.example.com/api/create_ticket?api_key=another-4711' },
    }),
    entryOf({
      request: { postData: { text: sample.request.body.replace('{', `{"token":"${token}",`) } },
    }),
    entryOf({
      request: {
        postData: { text: sample.request.body.replace('{', '{"password":"hunter-\\"2",') },
      },
    }),
    entryOf({ request: { url: `https://support.example.com/api/create_ticket/${token}` } }),
  ];

  it('is in no report', async () => {
    const report = await auditOf(harOf(...leaking));
    expect(verdicts(report, 'fail')).toContain('secret/header-only');
    const outputs = [
      JSON.stringify(report),
      auditTerminalOf(report, { verbose: true }),
      auditJunitOf(report),
      auditMarkdownOf(report),
      auditHtmlOf(report),
    ];
    for (const output of outputs)
      for (const secret of [token, 'another-4711', 'hunter'])
        expect(output.includes(secret), `${secret} in ${output.slice(0, 60)}`).toBe(false);
  });

  it('is told by the place where it must not be', async () => {
    const told = await Promise.all(
      leaking.map(async (entry) => {
        const { findings } = await auditOf(harOf(entryOf(), entry));
        return findings.find(({ rule }) => rule === 'secret/header-only')?.actual;
      }),
    );
    expect(told).toEqual([
      'the parameter access_token of the URL holds a credential',
      'the parameter api_key of the URL holds a credential',
      'the body holds the credential; the body has a member token',
      'the body has a member password',
      'the path of the URL holds the credential',
    ]);
  });

  it('is not what people write about one, nor what a journal leaves out of a query', async () => {
    const body = sample.request.body.replace('is late', 'is late. Authorization: [redacted]');
    const request = { ...sample.request, body, size: Buffer.byteLength(body) };
    const inQuery = { ...sample.request, path: `${sample.request.path}?page=[left out]` };
    for (const sent of [request, inQuery])
      expect((await auditOf(JSON.stringify({ ...sample, request: sent }))).findings).toEqual([]);
  });

  it('is found in a request that does not show it in its place, and is in no report then either', async () => {
    const [origin, path] = ['https://support.example.com', '/api/create_ticket'];
    const bare = entryOf({
      request: { url: `${origin}${path}?debug=${token}`, headers: [], postData: undefined },
    });
    const report = await auditOf(harOf(entryOf(), bare));
    expect(JSON.stringify(report)).not.toContain(token);
    expect(verdicts(report, 'fail')).toContain('secret/header-only');
  });

  it('is found in a parameter of any name, where a journal has blotted it out', async () => {
    const request = { ...sample.request, path: `${sample.request.path}?debug=[redacted]` };
    const { findings } = await auditOf(JSON.stringify({ ...sample, request }));
    expect(findings.map(({ actual }) => actual)).toEqual([
      'the parameter debug of the URL holds a credential',
    ]);
  });

  it('is nothing that people tell of in their texts, such as an address with a password', async () => {
    const told = 'is late: https://u:hunter-2@x/ and {\\"password\\":\\"hunter-3\\"}';
    const body = sample.request.body.replace('is late', told);
    const kept = withoutNamedSecrets(body);
    expect(kept).not.toMatch(/hunter/);
    const request = { ...sample.request, body: kept, size: Buffer.byteLength(body) };
    expect((await auditOf(JSON.stringify({ ...sample, request }))).findings).toEqual([]);
  });

  it('is no member that says nothing, whatever its name', async () => {
    const body = sample.request.body.replace(
      '{',
      '{"forgotPassword":true,"token":null,"secret":"",',
    );
    const request = { ...sample.request, body, size: Buffer.byteLength(body) };
    const report = await auditOf(JSON.stringify({ ...sample, request }));
    expect(verdicts(report, 'fail')).not.toContain('secret/header-only');
  });
});

describe('what is named as a secret is left out', () => {
  const inside = (value: unknown) =>
    JSON.stringify({ text: JSON.stringify(value), after: 'stays' });

  it.each([
    { password: 'x' },
    { token: 'a "quoted" \\ one\n', n: 1 },
    { secret: 4711 },
    { n: 1, credentials: { user: 'a"}', list: ['b', { c: '}' }] }, other: 'stays' },
  ])('in JSON that is a text in JSON: %j', (value) => {
    const [name = ''] = Object.keys(value).filter((one) => one.length > 5 || one === 'token');
    expect(withoutNamedSecrets(inside(value))).toBe(inside({ ...value, [name]: '[left out]' }));
  });

  it('there also where its end is missing, or where it is written over several lines', () => {
    const short = '{"text":"{\\"password\\":\\"cut o';
    expect(withoutNamedSecrets(short)).toBe('{"text":"{\\"password\\":\\"[left out]\\"');
    const long = JSON.stringify({ text: JSON.stringify({ token: 'x' }, null, 2) });
    expect(JSON.parse(withoutNamedSecrets(long)).text).toBe('{\n  "token": "[left out]"\n}');
    const open = '{"text":"{\\"secret\\":[1","after":"stays"}';
    expect(withoutNamedSecrets(open)).toBe(
      '{"text":"{\\"secret\\":\\"[left out]\\"","after":"stays"}',
    );
  });

  it.each(['apiKey', 'accessToken', 'clientSecret', 'acmeApiKey', 'aws_secret_key', 'dbPassword'])(
    'in a member %s',
    (name) => expect(withoutNamedSecrets(`{"${name}":"x"}`)).toBe(`{"${name}":"[redacted]"}`),
  );

  it.each(['nextPageToken', 'idempotencyKey', 'tokens', 'secretary', 'monkey'])(
    'and not in a member %s',
    (name) => expect(withoutNamedSecrets(`{"${name}":"x"}`)).toBe(`{"${name}":"x"}`),
  );

  it.each([
    ['https://u:secret@x/', 'https://[left out]@x/'],
    [
      'see amqp://u:p@ss%2F@x:1/a and http://:b@y',
      'see amqp://[left out]@x:1/a and http://[left out]@y',
    ],
    ['"https:\\/\\/u:secret@x\\/"', '"https:\\/\\/[left out]@x\\/"'],
    ['/t?next=https%3A%2F%2Fu%3As%40x%2Fa%40b', '/t?next=https%3A%2F%2F[left out]%40x%2Fa%40b'],
    ['https://a-token-for-everything@x/', 'https://[left out]@x/'],
  ])('in URLs, where it is a password: %s', (text, without) => {
    expect(withoutNamedSecrets(text)).toBe(without);
    expect(withoutNamedSecrets(without)).toBe(without);
  });

  it.each(['ssh://git@x/', 'https://x/@ada:b', 'https://x:80/a?b=c@d', 'ada@x, https://x:80'])(
    'and not where there is none: %s',
    (text) => expect(withoutNamedSecrets(text)).toBe(text),
  );

  it('in a time that grows no faster than the text', () => {
    const long = 200_000;
    const began = performance.now();
    for (const part of [
      '://',
      '\\"',
      '\\\\"a\\":',
      '%3A%2F%2F',
      '://a:',
      '\\"token\\":{',
      'a_token_',
    ])
      withoutNamedSecrets(part.repeat(long / part.length));
    expect(performance.now() - began).toBeLessThan(5000);
  });
});
