import { once } from 'node:events';
import http from 'node:http';
import { expect, it } from 'vitest';
import { connectTo, doorTo, httpServer, listenTo, rawServer, watchBefore } from './support.ts';

/** An address at which nobody listens. */
async function nowhere(): Promise<string> {
  const server = http.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

it('a server that cannot be reached is answered for, and nobody takes that for its answer', async () => {
  const { address, close } = await watchBefore(await nowhere());
  const answer = await fetch(`${address}/api/ticket`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'x-auth-token': 'secret-token' },
    body: '{"customerId":"64c1d2e3f4a5b6c7d8e9f001"}',
  });
  expect(answer.status).toBe(502);
  expect(answer.headers.get('Doublecheck-Proxy')).toMatch(/could not be reached/);
  expect(await answer.json()).toMatchObject({ error: 'doublecheck proxy' });
  const { lines, report } = await close();
  expect(lines).toMatchObject([
    { operation: 'createTicket', reason: expect.stringMatching(/ECONNREFUSED/) },
  ]);
  expect(report.findings).toEqual([]);
  expect(report.exitCode).toBe(3);
});

it('a request that cannot be read is refused, and nobody takes that for the server’s answer', async () => {
  const { address, close } = await doorTo(await nowhere());
  const client = connectTo(address);
  client.write('GET /café HTTP/1.1\r\nHost: h\r\n\r\n');
  expect(await listenTo(client).end()).toMatch(
    /^HTTP\/1.1 400 Bad Request\r\n[\s\S]*\r\nDoublecheck-Proxy: The request could not be read/,
  );
  expect(await close()).toEqual([]);
});

it('a client that leaves takes its request with it', async () => {
  let left = () => {};
  const hasLeft = new Promise<void>((resolve) => {
    left = resolve;
  });
  let arrived = () => {};
  const hasArrived = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const upstream = await httpServer((request, response) => {
    arrived();
    request.resume();
    response.once('close', left);
  });
  const { address, close } = await doorTo(upstream);
  const request = http.get(`${address}/api/agents`);
  request.on('error', () => {});
  await hasArrived;
  request.destroy();
  await hasLeft;
  expect(await close()).toMatchObject([{ hungUp: 'client', answer: { status: 0 } }]);
});

it('a server that breaks off its answer breaks off the client’s', async () => {
  const upstream = await httpServer((_request, response) => {
    response.writeHead(201, { 'Content-Length': '100' }).write('{"half":');
    setImmediate(() => response.destroy());
  });
  const { address, close } = await doorTo(upstream);
  const [answer] = await once(http.get(`${address}/api/ticket`), 'response');
  await expect(answer.toArray()).rejects.toThrow('aborted');
  const [passed] = await close();
  expect(passed).toMatchObject({ hungUp: 'server', answer: { status: 201, body: { size: 8 } } });
});

it('a server that hangs up without a word hangs up on the client', async () => {
  const upstream = await rawServer((socket) => socket.once('data', () => socket.destroy()));
  const { address, close } = await doorTo(upstream);
  const client = connectTo(address);
  client.write('GET /api/agents HTTP/1.1\r\nHost: h\r\n\r\n');
  expect(await listenTo(client).end()).toBe('');
  expect(await close()).toMatchObject([{ hungUp: 'server', answer: { status: 0 } }]);
});

it('a server that closes an idle connection closes the client’s', async () => {
  const upstream = await rawServer((socket) =>
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      socket.end();
    }),
  );
  const { address } = await doorTo(upstream);
  const client = connectTo(address);
  client.write('GET /x HTTP/1.1\r\nHost: h\r\n\r\n');
  expect(await listenTo(client).end()).toMatch(/ok$/);
});

it('a client that closes its connection closes the server’s', async () => {
  let closed = () => {};
  const isClosed = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const upstream = await rawServer((socket) => {
    socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'));
    socket.once('close', closed);
  });
  const { address } = await doorTo(upstream);
  const client = connectTo(address);
  client.write('GET /x HTTP/1.1\r\nHost: h\r\n\r\n');
  await listenTo(client).until(/ok$/);
  client.end();
  await isClosed;
});

it.each([
  ['a reason that is none', 'HTTP/1.1 200 O\x01K\r\nContent-Length: 2\r\n\r\nok'],
  ['a header that is none', 'HTTP/1.1 200 OK\r\nx y: 1\r\nContent-Length: 2\r\n\r\nok'],
  ['a value that is none', 'HTTP/1.1 200 OK\r\nx: \x01\r\nContent-Length: 2\r\n\r\nok'],
  ['words that are no HTTP', 'good day'],
  ['a protocol that nobody asked for', 'HTTP/1.1 101 Words\r\nUpgrade: words\r\n\r\nhello'],
])('%s ends one exchange, and no other', async (_what, answer) => {
  let count = 0;
  const upstream = await rawServer((socket) =>
    socket.once('data', () => {
      const sound = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nsound';
      socket.end(count++ === 0 ? answer : sound, 'latin1');
    }),
  );
  const { address, close } = await doorTo(upstream);
  const client = connectTo(address);
  client.write('GET /x HTTP/1.1\r\nHost: h\r\n\r\n');
  await listenTo(client).end();
  expect(await (await fetch(address)).text()).toBe('sound');
  expect(await close()).toHaveLength(2);
});
