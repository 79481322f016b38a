import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { SaxesParser } from 'saxes';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Case } from '../../conformance/generate/case.ts';
import { packageRoot } from '../../specs/contract/root.ts';
import { accepted, jsonl, refused } from '../send/sample-cases.ts';
import { created, serverOf } from '../send/servers.ts';
import { runCli, temporaryFolder } from '../support/cli.ts';
import { useDouble } from '../support/use-double.ts';

const double = useDouble({ providers: ['midlyr'] });

const right = { allowed: [{ status: 400, code: 'invalid_request' }] } as const;

/** A folder with a file of cases, and names beside it. */
function folderWith(cases: readonly Case[]) {
  const folder = temporaryFolder();
  const file = (name: string) => path.join(folder, name);
  writeFileSync(file('cases.jsonl'), jsonl(cases));
  return { file, cases: file('cases.jsonl') };
}

/** A target file for a server. */
function targetFile(file: string, url: string): string {
  writeFileSync(
    file,
    `{ provider: midlyr, baseUrl: '${url}', credentials: { primary: { tenant: t, token: secret-1 } },
       tenants: [{ id: t }], may: { createTickets: 1000000 } }`,
  );
  return file;
}

const several = (count: number) => Array.from({ length: count }, (_, i) => accepted(`m/${i}`));

/** A run of the command that its test looks on at. */
function started(args: readonly string[]) {
  const child = spawn(process.execPath, ['cli/main.ts', 'send', ...args], {
    cwd: packageRoot,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { child, ended, stdout: text(child.stdout).catch(() => ''), stderr: text(child.stderr) };
}

const linesOf = (file: string) =>
  existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];

describe('doublecheck send at a double', () => {
  it('prints what is not allowed, writes its reports, and exits with 1', async () => {
    const { file, cases } = folderWith([
      accepted('m/fine'),
      refused('m/fine too', right),
      refused('m/not'),
    ]);
    const reports = ['--json', file('r.json'), '--junit', file('r.xml')];
    const { code, stdout, stderr } = await runCli([
      'send',
      cases,
      '-t',
      double.address,
      ...reports,
    ]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(/^✗ m\/not\n {3}violation \/scenario: required, left-out\n/);
    expect(stdout).toMatch(/allowed {3}400 validation_failed\n {3}came {6}400 \{"error"/);
    expect(stdout).toMatch(/curl -i -X POST .*\n[\s\S]*again {5}grep -F '"m\/not"' /);
    expect(stdout).toMatch(/export DOUBLECHECK_PRIMARY='…'/);
    expect(stdout).toMatch(/\n3 cases: 2 allowed, 1 not allowed · 3 requests in \d+\.\d s\n$/);
    const report = JSON.parse(readFileSync(file('r.json'), 'utf8'));
    expect(report).toMatchObject({ format: 1, provider: 'midlyr', exitCode: 1, cases: 3 });
    expect(report.results.map(({ id }: { id: string }) => id)).toEqual(['m/not']);
    const tests: string[] = [];
    const parser = new SaxesParser();
    parser.on('opentag', ({ name, attributes }) => {
      if (name === 'testsuite') tests.push(`${attributes.name} ${attributes.failures}`);
      if (name === 'testcase') tests.push(String(attributes.name));
    });
    parser.write(readFileSync(file('r.xml'), 'utf8')).close();
    const groups = ['midlyr: valid 0', 'm/fine', 'midlyr: invalid 1', 'm/not', 'm/fine too'];
    expect(tests).toEqual(groups);
    const sandboxes = await (await fetch(`${double.address}/_doublecheck/sandboxes`)).json();
    expect(sandboxes).toEqual(['default']);
  });

  it('reads what is piped, and says one line when it is to be quiet', async () => {
    const { child, ended, stdout } = started(['-', '-t', double.address, '-q']);
    child.stdin.end(jsonl([accepted('m'), refused('n', right)]));
    expect(await ended).toBe(0);
    expect(await stdout).toMatch(/^2 cases: 2 allowed · 2 requests in \d+\.\d s\n$/);
  });

  it('stops at a piped line that is no case, with what was sent before it', async () => {
    const { child, ended, stdout } = started(['-', '-t', double.address]);
    child.stdin.end(`${jsonl([accepted('m')])}{}\n`);
    expect(await ended).toBe(2);
    expect(await stdout).toMatch(/Stopped: standard input:2 \/: "id" is missing\n[\s\S]*1 allowed/);
  });

  it('notices of piped cases in the end that the results are of others', async () => {
    const { file } = folderWith([]);
    const args = ['-', '-t', double.address, '--results', file('r.jsonl')];
    const first = started(args);
    first.child.stdin.end(jsonl([accepted('m/0'), accepted('m/1')]));
    expect(await first.ended).toBe(0);
    const second = started([...args, '--resume']);
    second.child.stdin.end(jsonl([accepted('m/1'), accepted('m/2')]));
    expect(await second.ended).toBe(2);
    expect(await second.stderr).toMatch(/r\.jsonl: 1 result in it is of no case of standard input/);
    expect(await second.stdout).toMatch(/^2 cases, 1 of them sent before: 2 allowed/);
  });

  it('fails when it is strict, and an answer is otherwise than assumed', async () => {
    const otherwise = { allowed: [{ status: '2xx' }], expected: [{ status: 200 }] } as const;
    const { cases } = folderWith([accepted('m', otherwise)]);
    const args = ['send', cases, '-t', double.address, '--strict', '--verbose'];
    const { code, stdout } = await runCli(args);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^! m\n {3}assumed {3}200\n {3}came {6}201 /);
  });
});

describe('doublecheck send that is cut short', () => {
  it('by Ctrl-C ends with 130, and goes on from there with --resume', async () => {
    let count = 0;
    let interrupt = () => {};
    const { url } = await serverOf((request, response) => {
      if (++count === 5) interrupt();
      setTimeout(() => created(request, response), count === 5 ? 20 : 0);
    });
    const { file, cases } = folderWith(several(12));
    const args = [cases, '-t', targetFile(file('t.yaml'), url), '--results', file('r.jsonl')];
    const first = started(args);
    interrupt = () => void first.child.kill('SIGINT');
    expect(await first.ended).toBe(130);
    expect(await first.stdout).toMatch(/Stopped: .*\n {4}With --results <file> --resume/);
    const sent = count;
    expect(linesOf(file('r.jsonl'))).toHaveLength(1 + sent);
    interrupt = () => {};
    const junit = ['--junit', file('r.xml')];
    const { code, stdout } = await runCli(['send', ...args, '--resume', ...junit]);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^12 cases, ${sent} of them sent before: 12 allowed`));
    expect(count).toBe(12);
    expect(readFileSync(file('r.xml'), 'utf8').match(/<testcase /g)).toHaveLength(12);
  });

  it('by who reads its output ends, too: nothing more is sent, and the sandbox is given back', async () => {
    const many = Array.from({ length: 3000 }, (_, i) => refused(`m/${i}`));
    const { file, cases } = folderWith(many);
    const args = [cases, '-t', double.address, '--json', file('r.json')];
    const { child, ended, stderr } = started(args);
    child.stdout.once('data', () => child.stdout.destroy());
    expect(await ended).toBe(1);
    expect(await stderr).toBe('');
    const report = JSON.parse(readFileSync(file('r.json'), 'utf8'));
    expect(report).toMatchObject({ cases: 3000, stopped: { by: 'aborted' } });
    const sandboxes = await (await fetch(`${double.address}/_doublecheck/sandboxes`)).json();
    expect(sandboxes).toEqual(['default']);
  });

  it('by kill -9 leaves whole lines or a torn one, and sends no case with its verdict twice', async () => {
    const paths: unknown[] = [];
    let reached = () => {};
    const halfway = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const { url } = await serverOf((request, response) => {
      paths.push(request.url);
      if (paths.length === 200) reached();
      created(request, response);
    });
    const many = several(400).map((one, index) => {
      const [step] = one.steps;
      const request = { ...step.request, path: `${step.request.path}?n=${index}` };
      return { ...one, steps: [{ ...step, request }] as const };
    });
    const { file, cases } = folderWith(many);
    const results = file('r.jsonl');
    const args = [
      cases,
      '-t',
      targetFile(file('t.yaml'), url),
      '--results',
      results,
      '--concurrency',
      '4',
    ];
    const first = started(args);
    await halfway;
    first.child.kill('SIGKILL');
    await first.ended;
    const done = linesOf(results).length - 1;
    expect(done).toBeGreaterThan(150);
    writeFileSync(results, '{"id":"m/399","verd', { flag: 'a' });
    const { code, stdout } = await runCli(['send', ...args, '--resume']);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(
        new RegExp(`^400 cases, ${done} of them sent before: 400 allowed`),
      ),
    });
    const ids = linesOf(results)
      .slice(1)
      .map((line) => JSON.parse(line).id);
    expect(new Set(ids).size).toBe(400);
    // Only what was under way at the end was sent again.
    expect(paths.length - new Set(paths).size).toBeLessThanOrEqual(4);
    expect(new Set(paths).size).toBe(400);
  });

  it('by a server that dies ends with 3, and says what it sent last', async () => {
    let count = 0;
    const server = await serverOf((request, response) => {
      if (++count > 3) server.close();
      else created(request, response);
    });
    const { file, cases } = folderWith(several(20));
    const target = targetFile(file('t.yaml'), server.url);
    const { code, stdout } = await runCli(['send', cases, '-t', target]);
    expect(code).toBe(3);
    expect(stdout).toMatch(
      /Stopped: The target stopped answering[\s\S]*The last request was:\n {3}curl/,
    );
    expect(stdout).toMatch(/\n20 cases: 3 allowed, 17 not sent · .* · stopped: The target stopped/);
    expect(stdout).not.toContain('secret-1');
  });
});
