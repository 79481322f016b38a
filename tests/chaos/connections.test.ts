import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import express from 'express';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import type { ChaosOptions } from '../../mock-server/chaos/read-chaos.ts';
import { createDouble } from '../../mock-server/double.ts';
import { temporaryFolder } from '../support/cli.ts';
import { ticketOperation } from '../support/file-ticket.ts';
import { headOf, openSocket, readAnswer } from '../support/raw-http.ts';
import { type Client, useDouble } from '../support/use-double.ts';
import { ask, askOften, keepingAlive, mark } from './wire.ts';

const double = useDouble();

const resetting = { trouble: 'lost-answer', how: 'reset' } as const;
const agents = { method: 'GET', path: '/api/agents' };

/** A whole request for a ticket, as bytes. */
function requestOf(client: Client, more: readonly string[] = []): string {
  const post = ticketOperation('loop');
  const body = JSON.stringify(post.body);
  return `${headOf(client, post, [...more, `Content-Length: ${Buffer.byteLength(body)}`])}\r\n${body}`;
}

describe('a connection that is closed between requests', () => {
  it('was open for an earlier one; nothing was done, and the next attempt works', async () => {
    const client = await double.client('loop');
    await client.chaos({ rules: [{ trouble: 'closed-connection', times: 1 }] });
    const came = await keepingAlive((agent) => askOften(client, 3, { agent }));
    expect(came.map(({ status }) => status)).toEqual([201, 0, 201]);
    expect(await client.list('tickets')).toHaveLength(2);
    const [, entry] = await client.journal();
    expect(entry).toMatchObject({
      outcome: 'failed',
      hungUp: 'server',
      answer: { status: 0, body: '' },
      troubles: ['closed-connection'],
    });
  });

  it('is never the first of a client', async () => {
    const client = await double.client('loop');
    await client.chaos({ rules: [{ trouble: 'closed-connection' }] });
    expect((await askOften(client, 3)).map(({ status }) => status)).toEqual([201, 201, 201]);
  });

  it('is not the first of a client that waits to be told to go on', async () => {
    const client = await double.client('loop');
    await client.chaos({ rules: [{ trouble: 'closed-connection' }] });
    const came = await keepingAlive((agent) =>
      askOften(client, 2, { agent, headers: { Expect: '100-continue' } }),
    );
    expect(came.map(({ status }) => status)).toEqual([201, 0]);
  });
});

describe('requests of which the next is sent before the last is answered', () => {
  const outcomes = async (rules: ChaosOptions['rules'], count = 2) => {
    const client = await double.client('loop');
    await client.chaos({ rules: rules ?? [] });
    const socket = openSocket(double.address).on('error', () => {});
    onTestFinished(() => void socket.destroy());
    let came = '';
    const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
    socket.setEncoding('utf8').on('data', (part: string) => {
      came += part;
    });
    socket.write(requestOf(client).repeat(count));
    return { client, closed, came: () => came.match(/HTTP\/1\.1 \d+/g) ?? [] };
  };
  const late = { trouble: 'latency', latency: { fixed: 15 }, first: 1 } as const;
  const calm = { trouble: 'gateway', status: 502, first: 1 } as const;

  it.each([
    ['a connection that breaks', resetting],
    ['a body that breaks off', { trouble: 'truncated-body' }],
    ['nothing for a while', { trouble: 'lost-answer', how: 'hang', patience: 0.01 }],
  ] as const)('have their answers first that came first, and then %s', async (_what, rule) => {
    const { client, closed, came } = await outcomes([late, calm, rule]);
    await closed;
    const isCut = rule.trouble === 'truncated-body';
    expect(came()).toEqual(isCut ? ['HTTP/1.1 502', 'HTTP/1.1 201'] : ['HTTP/1.1 502']);
    const entries = await client.journal();
    expect(entries.map(({ hungUp }) => hungUp)).toEqual(
      expect.arrayContaining([undefined, 'server']),
    );
    expect(entries).toHaveLength(2);
  });

  it('are slow one after the other', async () => {
    const { client, came } = await outcomes([{ trouble: 'slow-body', seconds: 0.01 }], 3);
    await expect.poll(came, { interval: 5 }).toHaveLength(3);
    await expect.poll(() => client.journal(), { interval: 5 }).toHaveLength(3);
  });

  it('are all over when the client leaves, however many wait', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on('warning', note);
    onTestFinished(() => void process.off('warning', note));
    const client = await double.client('loop');
    await client.chaos({ rules: [{ trouble: 'lost-answer', how: 'hang' }] });
    const socket = openSocket(double.address);
    socket.write(requestOf(client).repeat(15));
    await expect.poll(() => client.list('tickets'), { interval: 5 }).toHaveLength(15);
    socket.destroy();
    await expect.poll(() => client.journal(), { interval: 5 }).toHaveLength(15);
    expect((await client.journal()).map(({ hungUp }) => hungUp)).toEqual(Array(15).fill('client'));
    expect(warnings).toEqual([]);
  });
});

describe('operations that only read', () => {
  it('meet trouble as others do', async () => {
    const client = await double.client('mava');
    await client.chaos({
      rules: [resetting, { trouble: 'truncated-body' }, { trouble: 'invalid-json' }].map(
        (rule) => ({ ...rule, first: 1 }) as typeof resetting & { first: number },
      ),
    });
    const [lost, cut, garbled, plain] = await askOften(client, 4, agents);
    expect(lost?.status).toBe(0);
    expect(cut).toMatchObject({ status: 200, isWhole: false });
    expect(garbled).toMatchObject({ status: 200, isWhole: true, body: undefined });
    expect(plain?.headers).not.toHaveProperty(mark);
  });

  it.each([
    ['a failure', { trouble: 'server-error' }, 500],
    ['a slow body', { trouble: 'slow-body', seconds: 0.01 }, 200],
    ['no JSON', { trouble: 'invalid-json' }, 200],
  ] as const)('have a head alone where that was asked for: %s', async (_what, rule, status) => {
    const client = await double.client('mava');
    await client.chaos({ rules: [rule] });
    const answer = await ask(client, { ...agents, method: 'HEAD' });
    expect(answer).toMatchObject({ status, isWhole: true, text: '' });
    expect(answer.headers).toHaveProperty(mark);
  });

  it('break off without a body too', async () => {
    const client = await double.client('mava');
    await client.chaos({ rules: [{ trouble: 'truncated-body' }] });
    const answer = await ask(client, { ...agents, method: 'HEAD' });
    expect(answer.text).toBe('');
    expect((await client.journal())[0]).toMatchObject({ hungUp: 'server' });
  });
});

describe('a body that is too large', () => {
  const body = JSON.stringify('x'.repeat(9_000_000));

  it.each([
    ['a failure', { trouble: 'server-error' }, 500],
    ['a page', { trouble: 'gateway', status: 502 }, 502],
    ['slow words', { trouble: 'slow-body', seconds: 0.01 }, 413],
  ] as const)('meets trouble and is heard out: %s', async (_what, rule, status) => {
    const client = await double.client('mava');
    await client.chaos({ rules: [rule] });
    expect(await ask(client, { body })).toMatchObject({ status, isWhole: true });
    expect((await client.journal())[0]).toMatchObject({ troubles: [rule.trouble] });
    await client.chaos({});
    expect((await ask(client)).status).toBe(201);
  });

  it('may go unanswered', async () => {
    const client = await double.client('mava');
    await client.chaos({ rules: [resetting] });
    expect((await ask(client, { body })).status).toBe(0);
    expect(await client.list('tickets')).toEqual([]);
    expect(await client.journal()).toHaveLength(1);
  });
});

describe('a double behind a server of the user’s', () => {
  let server: Server;
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const behind = async (where: (server: Server) => void, chaos: ChaosOptions) => {
    const mounted = await createDouble({ providers: ['mava'], chaos });
    onTestFinished(() => mounted.close());
    server = createServer(express().use('/there', mounted.app));
    await new Promise<void>((resolve) => {
      server.once('listening', resolve);
      where(server);
    });
    return mounted;
  };
  const request =
    'GET /there/mava/api/agents HTTP/1.1\r\nHost: x\r\nx-auth-token: mava_harbor_primary\r\n\r\n';

  it('loses answers there, and closes though one hangs', async () => {
    const mounted = await behind((to) => to.listen(0, '127.0.0.1'), {
      rules: [
        { ...resetting, first: 1 },
        { trouble: 'lost-answer', how: 'hang' },
      ],
    });
    const { port } = server.address() as AddressInfo;
    const lost = connect(port, '127.0.0.1');
    lost.write(request);
    expect((await readAnswer(lost)).status).toBeNaN();
    const hanging = connect(port, '127.0.0.1');
    hanging.write(request);
    const ended = readAnswer(hanging);
    await new Promise((resolve) => server.once('request', resolve));
    await mounted.close();
    expect((await ended).status).toBeNaN();
  });

  it('hangs up where no connection can be reset', async () => {
    const file = `${temporaryFolder()}/socket`;
    await behind((to) => to.listen(file), { rules: [resetting] });
    const socket = connect(file);
    socket.write(request);
    expect(await text(socket)).toBe('');
  });
});
