import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { refusalOf, runCli, temporaryFolder } from '../support/cli.ts';
import { ticketOperation } from '../support/file-ticket.ts';
import { useDouble } from '../support/use-double.ts';

const double = useDouble({ providers: ['midlyr', 'loop'] });

/** A client that makes a new key after a lost answer, in a sandbox of its own. */
async function naiveClient() {
  const client = await double.client('midlyr');
  const { operation, body } = ticketOperation('midlyr');
  const send = (externalRef: string) =>
    client.send('primary', { path: operation.path, body: { ...(body as object), externalRef } });
  await client.chaos({ rules: [{ trouble: 'lost-answer', how: 'reset', times: 1 }] });
  await send(randomUUID()).catch(() => {});
  await send(randomUUID());
  return { client, sandbox: ['--sandbox', client.target.sandbox] };
}

function fileWith(text: string, name = 'journal.jsonl'): string {
  const file = path.join(temporaryFolder(), name);
  writeFileSync(file, text);
  return file;
}

describe('doublecheck audit', () => {
  it("judges by a double's journal, writes its reports, and exits with 1", async () => {
    const { sandbox } = await naiveClient();
    const folder = temporaryFolder();
    const forms = ['json', 'junit', 'markdown', 'html'];
    const reports = forms.flatMap((form) => [`--${form}`, path.join(folder, `audit.${form}`)]);
    const { code, stdout } = await runCli(['audit', double.address, ...sandbox, ...reports]);
    expect(stdout).toContain('key/stable');
    expect(stdout).toContain('outcome/one-ticket');
    expect(stdout).toMatch(/exit 1: the client breaks a rule$/m);
    expect(code).toBe(1);
    expect(readdirSync(folder).sort()).toEqual(forms.map((form) => `audit.${form}`).sort());
  });

  it('does not show the user of a URL, and takes a token of the environment for what it is', async () => {
    const { client, sandbox } = await naiveClient();
    const address = double.address.replace('//', '//me:word@');
    const { stdout } = await runCli(['audit', address, ...sandbox]);
    expect(stdout).toContain('key/stable');
    expect(stdout).not.toContain('word');
    const file = fileWith(
      (await client.journal()).map((entry) => JSON.stringify(entry)).join('\n'),
    );
    expect(await runCli(['audit', file], { DOUBLECHECK_ADMIN_TOKEN: 'a' })).toMatchObject({
      code: 1,
    });
  });

  it('judges by a journal in a file, an entry a line or all in one list', async () => {
    const { client } = await naiveClient();
    const journal = await client.journal();
    const lines = journal.map((entry) => JSON.stringify(entry)).join('\n');
    for (const text of [lines, JSON.stringify(journal)]) {
      const { code, stdout } = await runCli(['audit', fileWith(text), '--quiet']);
      expect(stdout).toMatch(/^2 fail, .* exit 1/);
      expect(code).toBe(1);
    }
  });

  it('takes the word of who says that the client reported', async () => {
    const client = await double.client('loop');
    const { operation, body } = ticketOperation('loop');
    await client.chaos({ rules: [{ trouble: 'server-error' }] });
    await client.send('primary', { path: operation.path, body });
    const line = ['audit', double.address, '--sandbox', client.target.sandbox, '--verbose'];
    const [unsaid, reported, silent] = await Promise.all(
      [[], ['--reported'], ['--no-reported']].map((said) => runCli([...line, ...said])),
    );
    expect(unsaid).toMatchObject({ code: 0 });
    expect(reported).toMatchObject({ code: 0 });
    expect(silent).toMatchObject({ code: 1 });
    expect(silent?.stdout).toContain('nobody was told');
  });

  it('with --strict fails on rules that had no occasion', async () => {
    const client = await double.client('loop');
    const { operation, body } = ticketOperation('loop');
    await client.send('primary', { path: operation.path, body });
    const line = ['audit', double.address, '--sandbox', client.target.sandbox];
    expect(await runCli(line)).toMatchObject({ code: 0 });
    expect(await runCli([...line, '--strict'])).toMatchObject({ code: 1 });
  });

  it('has nothing to judge where nothing was asked', async () => {
    const { target } = await double.client('loop');
    const line = ['audit', double.address, '--sandbox', target.sandbox, '--provider', 'loop'];
    expect(await runCli(line)).toMatchObject({ code: 3 });
  });
});

describe('doublecheck audit refuses', () => {
  it.each([
    ['a file that is not there', 'nowhere.jsonl', /nowhere\.jsonl.*no such file/],
    ['a folder', () => temporaryFolder(), /directory/],
    ['what is no JSON', () => fileWith('{}\nfoo'), /journal\.jsonl:1.*required property/],
    ['a line that is no JSON', () => fileWith('\nfoo'), /journal\.jsonl:2.*no JSON/],
    ['an empty file', () => fileWith(''), /it is empty/],
    [
      'a HAR file of others',
      () => fileWith('{"log":{"entries":[]}}', 'a.har'),
      /no request to a provider/,
    ],
  ] as const)('%s', async (_what, source, message) => {
    const file = typeof source === 'string' ? source : source();
    expect(await refusalOf(['audit', file])).toMatch(message);
  });

  it.each([
    [['http://'], /http:\/\/ is no URL/],
    [[''], /must not be empty/],
    [['journal.jsonl', '--sandbox', 'a'], /--sandbox is for a double/],
    [['journal.jsonl', '--admin-token', 'a'], /--admin-token is for a double/],
    [['journal.jsonl', '--reported', '--no-reported'], /opposite/],
    [['journal.jsonl', '--json', 'a', '--html', './a'], /two reports/],
  ])('%j', async (args, message) => {
    expect(await refusalOf(['audit', ...args])).toMatch(message);
  });

  it('to guess whose client it is', async () => {
    const [one, other] = [await double.client('midlyr'), await double.client('loop')];
    for (const client of [one, other])
      await client.send('primary', {
        path: ticketOperation(client.target.provider as 'loop').operation.path,
      });
    const lines = [...(await one.journal()), ...(await other.journal())];
    const file = fileWith(lines.map((entry) => JSON.stringify(entry)).join('\n'));
    expect(await refusalOf(['audit', file])).toMatch(/midlyr and loop: choose with --provider/);
  });

  it('a double that is not there, and one without such a sandbox', async () => {
    const gone = await runCli(['audit', 'http://127.0.0.1:9']);
    expect(gone).toMatchObject({ code: 3, stderr: expect.stringContaining('Nobody answers') });
    expect(gone.stderr).toContain('doublecheck serve');
    expect(gone.stderr).not.toContain('--target');
    const unknown = await runCli(['audit', double.address, '--sandbox', 'nobody']);
    expect(unknown).toMatchObject({ code: 3, stderr: expect.stringContaining('no sandbox') });
  });

  it('a report that cannot be written, before anything is judged', async () => {
    const folder = path.join(temporaryFolder(), 'a');
    mkdirSync(folder);
    expect(await refusalOf(['audit', double.address, '--json', folder])).toContain(folder);
  });

  it('overwrites nothing that it reads, by whatever name', async () => {
    const folder = temporaryFolder();
    const [journal, link] = ['j.jsonl', 'link.jsonl'].map((name) => path.join(folder, name));
    writeFileSync(journal as string, 'kept');
    symlinkSync(journal as string, link as string);
    for (const file of [journal, link]) {
      const message = await refusalOf(['audit', journal as string, '--json', file as string]);
      expect(message).toContain('is read, and a report would take its place');
    }
    expect(readFileSync(journal as string, 'utf8')).toBe('kept');
  });
});
