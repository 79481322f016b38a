import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { refusalOf, runCli, startCli, temporaryFolder } from '../support/cli.ts';

/** A line for the shell that runs a program. */
function program(code: string): string {
  const file = path.join(temporaryFolder(), 'client.mjs');
  writeFileSync(file, code);
  return `"${process.execPath}" "${file}"`;
}

const fileOne = `
const { DOUBLECHECK_BASE_URL: url, DOUBLECHECK_HEADER: header, DOUBLECHECK_HEADER_VALUE: value } = process.env;
const answer = await fetch(url + '/v1/support/tickets', {
  method: 'POST',
  headers: { 'Content-Type': 'application/json', [header]: value },
  body: JSON.stringify({ brand_id: 'brand_harbor', person_id: 'person_harbor_1',
    requester_email: 'a@example.com', subject: 'A', body: 'B' }),
}).catch(() => undefined);
process.exitCode = answer?.ok ? 0 : 1;
`;

describe('doublecheck certify', () => {
  it('prints one table, rule by trial, and exits with 0 when no rule is broken', async () => {
    const line = ['certify', 'loop', '--integration', program(fileOne), '--profile', 'calm'];
    const { code, stdout, stderr } = await runCli([...line, '--profile', 'flaky']);
    expect(stdout).toMatch(/^ +calm {2}flaky$/m);
    expect(stdout).toMatch(/^request\/valid +✓ +✓$/m);
    expect(stdout).toMatch(/^exit code +0 +1$/m);
    expect(stdout).toMatch(/no rule is broken under calm, flaky · exit 0$/m);
    expect(stderr).toMatch(/calm …\nflaky …/);
    expect(code).toBe(0);
  });

  it('shows what is broken, with what the client printed, writes the reports, and exits with 1', async () => {
    const reports = path.join(temporaryFolder(), 'reports');
    const quiet = program(`${fileOne}; console.log('all is well'); process.exitCode = 0;`);
    const line = ['certify', 'loop', '--integration', quiet, '--profile', 'flaky'];
    const { code, stdout } = await runCli([...line, '--reports', reports]);
    expect(stdout).toContain('outcome/known');
    expect(stdout).toContain('What it printed:\nall is well');
    expect(stdout).toMatch(
      /1 broken: outcome\/known · exit 1 · again: doublecheck certify loop --seed 1/,
    );
    expect(code).toBe(1);
    expect(readdirSync(reports).sort()).toEqual(
      ['html', 'json', 'md', 'xml'].map((ending) => `flaky.${ending}`),
    );
  });

  it('is no proof of a client that fails with nothing in its way, and says so', async () => {
    const crashing = program(`${fileOne}; throw new Error('five events are left');`);
    const line = ['certify', 'loop', '--integration', crashing, '--profile', 'calm'];
    const { code, stdout } = await runCli([...line, '--profile', 'storm']);
    expect(stdout).toMatch(/^── calm$/m);
    expect(stdout).toContain('five events are left');
    expect(stdout).toMatch(/^it ended with 1 under calm, with nothing in its way · exit 3$/m);
    expect(code).toBe(3);
  });

  it('is strict about all trials together, and names the rules that had no occasion', async () => {
    const line = ['certify', 'loop', '--strict', '--integration', program(fileOne)];
    const { code, stdout } = await runCli([...line, '--profile', 'calm', '--profile', 'flaky']);
    const ending = stdout.trimEnd().split('\n').at(-1);
    expect(ending).toMatch(/^strict, and \d+ had no occasion: .*retry\/bounded/);
    expect(ending).not.toContain('retry/not-refused');
    // In none of them is anything wrong.
    expect(stdout).not.toContain('──');
    expect(code).toBe(1);
  });

  it('tells the client where the double is, in names of its own too', async () => {
    const file = path.join(temporaryFolder(), 'seen.json');
    const client = program(`
      import { readFileSync, writeFileSync } from 'node:fs';
      const { DOUBLECHECK_TARGET, DOUBLECHECK_TRIAL, DOUBLECHECK_PROVIDER, API_URL, KEY } = process.env;
      const target = JSON.parse(readFileSync(DOUBLECHECK_TARGET, 'utf8'));
      writeFileSync(${JSON.stringify(file)}, JSON.stringify({ DOUBLECHECK_TRIAL, DOUBLECHECK_PROVIDER, API_URL, KEY, target }));
      ${fileOne}`);
    const env = ['--env', 'API_URL={baseUrl}/v1', '--env', 'KEY=k {token}'];
    await runCli(['certify', 'loop', '--integration', client, '--profile', 'calm', ...env]);
    const { target, ...seen } = JSON.parse(readFileSync(file, 'utf8'));
    const { token } = target.credentials.primary;
    expect(seen).toEqual({
      DOUBLECHECK_TRIAL: 'calm',
      DOUBLECHECK_PROVIDER: 'loop',
      API_URL: `${target.baseUrl}/v1`,
      KEY: `k ${token}`,
    });
  });

  it('ends a client that does not end, with all that it started, and exits with 3', async () => {
    const line = await lifeline();
    const client = program(`${fileOne}
      import { spawn } from 'node:child_process';
      spawn(${JSON.stringify(program(line.code))}, { shell: true });
      setInterval(() => {}, 1000);`);
    const args = ['certify', 'loop', '--integration', client, '--profile', 'calm'];
    const { code, stdout } = await runCli([...args, '--timeout', '3']);
    expect(stdout).toMatch(/^exit code +late$/m);
    expect(stdout).toContain('it did not end under calm · exit 3');
    expect(code).toBe(3);
    await line.cut;
  });

  it('says so when the client has another credential, or asks at another path', async () => {
    const wrong = program(
      fileOne.replace('[header]: value', "[header]: 'Bearer loop_harbor_primary'"),
    );
    const line = ['certify', 'loop', '--profile', 'calm', '--integration'];
    const stranger = await runCli([...line, wrong]);
    expect(stranger.stderr).toContain('1 requests came with another credential');
    expect(stranger.code).toBe(3);
    const lost = await runCli([...line, program(fileOne.replace('/v1/support', '/v2/support'))]);
    expect(lost.stdout).toContain('POST /v2/support/tickets is no operation');
    expect(lost.code).toBe(1);
  });

  it('does not wait for what the client left running', async () => {
    const leaves = `${program(fileOne)}; ${program('setInterval(() => {}, 1000);')} &`;
    const line = ['certify', 'loop', '--profile', 'calm', '--integration', leaves];
    expect(await runCli(line)).toMatchObject({ code: 0 });
  });

  it('says so when the client asked for nothing, or cannot be run', async () => {
    const idle = await runCli([
      'certify',
      'loop',
      '--integration',
      'exit 0',
      '--profile',
      'calm',
      '-q',
    ]);
    expect(idle.stdout).toBe('no request came with DOUBLECHECK_TOKEN under calm · exit 3\n');
    expect(idle.code).toBe(3);
    const missing = await runCli([
      'certify',
      'loop',
      '--integration',
      'no-such-program',
      '--profile',
      'calm',
    ]);
    expect(missing.stdout).toMatch(/What it printed:\n.*no-such-program/);
    expect(missing.code).toBe(3);
  });

  it('leaves nothing behind at Ctrl-C', async () => {
    const line = await lifeline();
    const child = startCli(['certify', 'loop', '--integration', program(line.code)]);
    await line.held;
    child.process.kill('SIGINT');
    expect(await child.ended).toBe(130);
    await line.cut;
  });
});

describe('doublecheck certify refuses', () => {
  it.each([
    [['loop'], /--integration/],
    [['nobody', '--integration', 'x'], /nobody/],
    [['loop', '--integration', 'x', '--profile', 'sunny'], /calm, flaky, storm, outage, lossy/],
    [['loop', '--integration', 'x', '--env', 'URL'], /API_URL=\{baseUrl\}/],
    [['loop', '--integration', 'x', '--env', 'A={nonsense}'], /\{nonsense\}.*\{baseUrl\}/],
    [['loop', '--integration', 'x', '--timeout', '0'], /seconds/],
    [['loop', '--integration', 'x', '--world', 'nowhere.yaml'], /nowhere\.yaml/],
    [['loop', '--integration', 'x', '--reports', 'package.json'], /package\.json/],
  ])('%j', async (args, message) => {
    expect(await refusalOf(['certify', ...args])).toMatch(message);
  });

  it('a report that cannot be written, before the client is run', async () => {
    const reports = temporaryFolder();
    mkdirSync(path.join(reports, 'lossy.json'));
    const line = ['certify', 'loop', '--integration', 'x', '--reports', reports];
    const refusal = await refusalOf(line);
    expect(refusal).toContain('lossy.json: it is a folder');
    expect(refusal).not.toContain('calm …');
  });
});

/** A connection that a program holds as long as it lives. */
async function lifeline() {
  const server = createServer((socket) => void socket.on('error', () => {}).resume());
  onTestFinished(() => void server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const held = once(server, 'connection').then(([socket]) => socket as Socket);
  const code = `import { connect } from 'node:net';\nconnect(${port}, '127.0.0.1').resume();`;
  return { code, held, cut: held.then((socket) => once(socket, 'close')) };
}
