import { once } from 'node:events';
import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../mock-server/journal/journal.ts';
import { hurriedTime } from '../support/hurried-time.ts';
import { refusalOf } from '../support/own-words.ts';
import { postOperations } from '../support/post-operations.ts';
import { headOf, openSocket, readAnswer, sendRaw } from '../support/raw-http.ts';
import { useDouble } from '../support/use-double.ts';

const double = useDouble({ realTime: hurriedTime() });
const impatient = useDouble({ realTime: hurriedTime(), bodyTimeout: 50 });

const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;

/** Entries of the default sandbox: who goes away is never asked who they were. */
async function aborted(): Promise<JournalEntry[]> {
  const answer = await fetch(`${double.address}/_doublecheck/journal`);
  const entries = (await answer.json()) as JournalEntry[];
  return entries.filter(({ outcome }) => outcome === 'aborted');
}

/** Sends a blank whenever the last one is gone, until the server hangs up. */
function trickle(socket: Socket): void {
  const next = () => socket.writable && socket.write(' ', () => setImmediate(next));
  next();
}

describe.each(postOperations)('an upload to %s', (_title, post) => {
  const text = JSON.stringify(post.body);
  const whole = `Content-Length: ${Buffer.byteLength(text)}`;
  const success = post.operation.successStatus;

  it('in chunks of one letter, with a trailer, is accepted', async () => {
    const client = await double.client(post.provider);
    const head = headOf(client, post, ['Transfer-Encoding: chunked', 'Connection: close']);
    const chunks = Array.from(text, chunk).join('');
    const answer = await sendRaw(double.address, `${head}\r\n${chunks}0\r\nX-Trailer: x\r\n\r\n`);
    expect(answer.status).toBe(success);
  });

  it('with chunks that lie about their length is refused by HTTP itself', async () => {
    const client = await double.client(post.provider);
    const head = headOf(client, post, ['Transfer-Encoding: chunked', 'Connection: close']);
    const answer = await sendRaw(double.address, `${head}\r\n1\r\n${text}\r\n0\r\n\r\n`);
    expect(answer.status).toBe(400);
    expect(await client.list('tickets')).toEqual([]);
  });

  it('that is longer than it says is cut, and the rest is no request', async () => {
    const client = await double.client(post.provider);
    const length = `Content-Length: ${Buffer.byteLength(text) - 1}`;
    const head = headOf(client, post, [length, 'Connection: close']);
    const answer = await sendRaw(double.address, `${head}\r\n${text}`);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(await client.list('tickets')).toEqual([]);
  });

  it('that expects to be told to go on is told so', async () => {
    const client = await double.client(post.provider);
    const socket = openSocket(double.address);
    socket.write(
      `${headOf(client, post, [whole, 'Expect: 100-continue', 'Connection: close'])}\r\n`,
    );
    const [goOn] = await once(socket, 'data');
    expect(String(goOn)).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    socket.write(text);
    expect((await readAnswer(socket)).status).toBe(success);
  });

  it.each([
    ['stops half-way', () => {}],
    ['comes by drops', trickle],
  ])('that %s is answered in time', async (_name, goOn) => {
    const client = await impatient.client(post.provider);
    const socket = openSocket(impatient.address);
    const head = headOf(client, post, ['Content-Length: 1000000']);
    socket.write(`${head}\r\n${text.slice(0, 10)}`);
    goOn(socket);
    const answer = await readAnswer(socket);
    expect(refusalOf(post.contract, answer)).toBe('request-timeout');
    expect(await client.list('tickets')).toEqual([]);
  });

  it.each([
    ['hung up on', (socket: Socket) => void socket.end()],
    ['torn off', (socket: Socket) => void socket.resetAndDestroy()],
  ])('that is %s half-way leaves a line in the journal and nothing else', async (_name, leave) => {
    const client = await double.client(post.provider);
    const before = (await aborted()).length;
    const socket = openSocket(double.address);
    socket.on('error', () => {}).resume();
    const half = text.slice(0, text.length / 2);
    socket.write(`${headOf(client, post, [whole])}\r\n${half}`, () => leave(socket));
    await expect.poll(async () => (await aborted()).length).toBe(before + 1);
    const entry = (await aborted()).at(-1);
    expect(entry).toMatchObject({ operation: post.operation.id, answer: { status: 0, body: '' } });
    expect(await client.list('tickets')).toEqual([]);
    expect(await client.list('notifications')).toEqual([]);
  });
});
