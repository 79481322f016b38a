import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { packageRoot } from '../../specs/contract/root.ts';
import { runCli, type Serving, serve } from '../support/cli.ts';
import { freePort, type PostgresServer, startPostgres } from '../support/postgres.ts';
import { someOf } from '../support/some-of.ts';

let postgres: PostgresServer;

beforeAll(async () => {
  postgres = await startPostgres();
});

afterAll(() => postgres.remove());

const workers = 2;
const ended = { code: 0, signal: null };

async function serveTogether(...args: string[]): Promise<Serving> {
  const store = { DOUBLECHECK_STORE: await postgres.database() };
  return serve(['supportdesk', '--workers', String(workers), ...args], store);
}

interface Numbered {
  readonly data: { readonly ticketNumber: string };
}

const ticket = { customerExternalId: 'user_42', subject: 'Refund', description: 'Charged twice.' };

/** Milliseconds. A connection that was handed to a worker as it was killed is answered by nobody. */
const patience = 2_000;

/** On a connection of its own, and these go to one worker after the other. */
function submit(address: string): Promise<Response> {
  return fetch(`${address}/api/v1/tickets/api-create`, {
    method: 'POST',
    headers: {
      'x-api-key': 'supportdesk_acme_primary',
      'Content-Type': 'application/json',
      Connection: 'close',
    },
    body: JSON.stringify(ticket),
    signal: AbortSignal.timeout(patience),
  });
}

/** The processes that answered so far: each line of the log has its own. */
async function answering(serving: Serving): Promise<number[]> {
  const logged = (await serving.logged(/^/)).filter((line) => line.startsWith('{'));
  const lines = logged.map((line) => JSON.parse(line));
  return [...new Set<number>(lines.filter(({ path }) => path).map(({ pid }) => pid))];
}

/** Asks until as many processes as there should be have answered. */
async function findWorkers(serving: Serving, apartFrom: readonly number[] = []): Promise<number[]> {
  const find = async (): Promise<number[]> => {
    await submit(serving.address).catch(() => {});
    return (await answering(serving)).filter((pid) => !apartFrom.includes(pid));
  };
  await expect.poll(find, { timeout: 15_000 }).toHaveLength(workers);
  return find();
}

/** A request of which the last byte is yet to come; each of them is another worker's. */
async function beginRequest(serving: Serving) {
  const socket = connect(Number(new URL(serving.address).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => {});
  const answer = text(socket).catch(() => '');
  const body = JSON.stringify(ticket);
  socket.write(
    'POST /api/v1/tickets/api-create HTTP/1.1\r\nHost: x\r\nx-api-key: supportdesk_acme_primary\r\n' +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n` +
      `Expect: 100-continue\r\n\r\n`,
  );
  // A worker has it when it asks for the body.
  await once(socket, 'data');
  socket.write(body.slice(0, -1));
  return { answer, finish: () => void socket.write(body.slice(-1)) };
}

/** Whether nobody listens there any more. */
function isRefused(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(address).port), '127.0.0.1');
    socket.once('connect', () => resolve(false)).once('error', () => resolve(true));
    socket.once('connect', () => socket.destroy());
  });
}

describe('doublecheck serve --workers', () => {
  it('is one provider: its tickets have numbers without a gap, whoever answered', async () => {
    const serving = await serveTogether();
    const answers = await Promise.all(Array.from({ length: 60 }, () => submit(serving.address)));
    const tickets = (await Promise.all(answers.map((answer) => answer.json()))) as Numbered[];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    const numbers = tickets.map(({ data }) => Number(data.ticketNumber.replace(/\D/g, '')));
    numbers.sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, index) => Number(numbers[0]) + index));

    const pids = await answering(serving);
    expect(pids).toHaveLength(workers);
    expect(pids).not.toContain(serving.process.pid);
    expect(await serving.stop()).toEqual(ended);
  });

  it('prints one banner', async () => {
    const serving = await serveTogether();
    await findWorkers(serving);
    expect(serving.banner.match(/The admin API is at/g)).toHaveLength(1);
  });

  it('replaces a worker that dies, and says so', async () => {
    const serving = await serveTogether();
    const [victim = 0] = await findWorkers(serving);
    process.kill(victim, 'SIGKILL');
    const lines = await serving.logged(/another takes its place/);
    const said = lines.map((line) => JSON.parse(line)).find(({ level }) => level === 50);
    expect(said.msg).toBe(`worker ${victim} ended (SIGKILL): another takes its place`);
    await findWorkers(serving, [victim]);
    expect(await serving.stop()).toEqual(ended);
  });

  it('serves its port again when all die at once', async () => {
    const before = await serveTogether();
    const { port } = new URL(before.address);
    await before.stop();
    const serving = await serveTogether('--port', port);
    const victims = await findWorkers(serving);
    for (const pid of victims) process.kill(pid, 'SIGKILL');
    await findWorkers(serving, victims);
    expect(await serving.stop()).toEqual(ended);
  });

  it('ends when all die at once who had a port that the system chose', async () => {
    const serving = await serveTogether();
    const close = once(serving.process, 'close');
    for (const pid of await findWorkers(serving)) process.kill(pid, 'SIGKILL');
    expect(await close).toEqual([1, null]);
    await serving.logged(/no other holds the port/);
  });

  it('is replaced as soon as it can be, while others serve', async () => {
    const own = await startPostgres();
    try {
      const store = { DOUBLECHECK_STORE: await own.database() };
      const serving = await serve(['supportdesk', '--workers', String(workers)], store);
      const all = await findWorkers(serving);
      await own.stop();
      process.kill(all[0] ?? 0, 'SIGKILL');
      await serving.logged(/ended \(exit code 2\)/);
      await own.start();
      await findWorkers(serving, [all[0] ?? 0]);
      expect(await serving.stop()).toEqual(ended);
    } finally {
      await own.remove();
    }
  });

  it('ends when workers keep ending before they serve, and none serves', async () => {
    const own = await startPostgres();
    try {
      const store = { DOUBLECHECK_STORE: await own.database() };
      const port = String(await freePort());
      const options = ['supportdesk', '--workers', String(workers), '--port', port];
      const serving = await serve(options, store);
      const close = once(serving.process, 'close');
      const victims = await findWorkers(serving);
      await own.stop();
      for (const pid of victims) process.kill(pid, 'SIGKILL');
      expect(await close).toEqual([1, null]);
      const said = (await serving.logged(/3 in a row/)).join('\n');
      expect(said.match(/ended \(exit code 2\)/g), said).toHaveLength(3);
      expect(said).not.toContain('password');
    } finally {
      await own.remove();
    }
  });
});

describe.each(someOf(['SIGINT', 'SIGTERM'] as const, 2))('several workers, on %s', (signal) => {
  it('finish what they are answering, and end', async () => {
    const serving = await serveTogether();
    const requests = [];
    for (let count = 0; count < workers; count += 1) requests.push(await beginRequest(serving));
    const stopped = serving.stop(signal);
    await expect.poll(() => isRefused(serving.address)).toBe(true);
    for (const { finish } of requests) finish();
    for (const { answer } of requests) expect(await answer).toContain('HTTP/1.1 201 ');
    expect(await stopped).toEqual(ended);
    expect(await answering(serving)).toHaveLength(workers);
  });

  it('do not wait when it comes twice', async () => {
    const serving = await serveTogether();
    const { answer } = await beginRequest(serving);
    serving.process.kill(signal);
    await expect.poll(() => isRefused(serving.address)).toBe(true);
    expect(await serving.stop(signal)).toEqual({ code: 1, signal: null });
    expect(await answer).not.toContain('HTTP/1.1 201');
  });
});

describe('several workers', () => {
  it('end well on Ctrl-C, which a terminal sends to all of them', async () => {
    const args = ['cli/main.ts', 'serve', 'loop', '--port', '0', '--workers', String(workers)];
    const primary = spawn(process.execPath, args, {
      cwd: packageRoot,
      // A process group of their own.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, DOUBLECHECK_STORE: await postgres.database() },
    });
    const group = -Number(primary.pid);
    onTestFinished(() => void (primary.exitCode ?? process.kill(group, 'SIGKILL')));
    const said = text(primary.stderr);
    await once(primary.stdout, 'data');
    process.kill(group, 'SIGINT');
    expect(await once(primary, 'close')).toEqual([0, null]);
    expect(await said).toBe('');
  });

  it('end when the process that started them is killed', async () => {
    const serving = await serveTogether();
    await findWorkers(serving);
    // It resolves when the last of them has let go of its output.
    expect(await serving.stop('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
    await expect.poll(() => isRefused(serving.address)).toBe(true);
  });
});

describe('several workers that cannot serve', () => {
  it.each([
    ['a port that is taken', ['--port']],
    ['a password that is wrong', ['--store']],
  ])('say it once, as one process does: %s', async (_name, given) => {
    const database = await postgres.database();
    const args = ['serve', 'loop', ...given];
    if (args.at(-1) === '--store') args.push(database.replace(':password@', ':secret@'));
    if (args.at(-1) === '--port') args.push(new URL(postgres.url).port);
    const alone = await runCli(args, { DOUBLECHECK_STORE: database });
    const together = await runCli([...args, '--workers', '3'], { DOUBLECHECK_STORE: database });
    expect(together).toEqual(alone);
    expect(alone).toMatchObject({ code: 2, stdout: '' });
    expect(alone.stderr.trim().split('\n')).toHaveLength(1);
    expect(alone.stderr).not.toContain('secret');
  });
});
