import { describe, expect, it } from 'vitest';
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
