import { once } from 'node:events';
import http from 'node:http';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readWithoutOffer } from '../../conformance/proxy/traffic/offer.ts';
import { connectTo, doorTo, httpServer, listenTo, rawServer, served } from './support.ts';

/** What goes in and what arrives, letter for letter, both ways. */
async function passThrough(request: string, answer: string, isAll: RegExp) {
  let atServer = '';
  const upstream = await rawServer((socket) => {
    const heard = listenTo(socket);
    void heard.until(isAll).then((all) => {
      atServer = all;
      socket.end(answer, 'latin1');
    });
  });
  const proxy = await doorTo(upstream);
  const client = connectTo(proxy.address);
  client.write(request, 'latin1');
  const atClient = await listenTo(client).end();
  return { atServer, atClient, host: new URL(upstream).host, proxy };
}

const lines = (...all: readonly string[]) => all.join('\r\n');

describe('what passes is not changed', () => {
  it('names of headers keep their case and place, and stand as often as they were sent', async () => {
    const request = (host: string) =>
      lines(
        'POST /any/Path?a=%20b&&c HTTP/1.1',
        `HoSt: ${host}`,
        'X-One: 1',
        'x-ONE: 1',
        'Accept: */*',
        'X-Latin: caf\xe9',
        'Content-Type: text/odd',
        'CONTENT-LENGTH: 3',
        'Connection: close',
        '',
        'abc',
      );
    const answer = lines(
      'HTTP/1.1 207 Any Words',
      'x-b: 2',
      'Set-Cookie: a=1',
      'X-A: 1',
      'Set-Cookie: b=2',
      'CONTENT-length: 2',
      'connection: close',
      '',
      'ok',
    );
    const { atServer, atClient, host } = await passThrough(request('proxy.here'), answer, /abc$/);
    expect(atClient).toBe(answer);
    expect(sorted(atServer)).toEqual(sorted(request(host).replace('x-ONE', 'X-One')));
  });

  it('what has no length and no encoding gets none', async () => {
    const request = lines('POST /x HTTP/1.1', 'Host: h', 'Connection: close', '', '');
    const answer = lines('HTTP/1.1 200 OK', 'Connection: close', '', 'to the end');
    const { atServer, atClient, host } = await passThrough(request, answer, /\r\n\r\n$/);
    expect(atServer).toBe(request.replace('Host: h', `Host: ${host}`));
    expect(atClient).toBe(answer);
  });

  it('HTTP/1.0 without a host reaches a server that demands one, as it would by itself', async () => {
    const upstream = await httpServer(({ headers }, response) => response.end(headers.host));
    const proxy = await doorTo(upstream);
    const client = connectTo(proxy.address);
    client.write('GET /x HTTP/1.0\r\n\r\n');
    const { host } = new URL(upstream);
    expect(await listenTo(client).end()).toMatch(
      new RegExp(`^HTTP/1\\.1 200 [^]*\r\n\r\n${host}$`),
    );
    const strict = connectTo(proxy.address);
    strict.write('GET /x HTTP/1.1\r\nConnection: close\r\n\r\n');
    expect(await listenTo(strict).end()).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('chunks stay chunks, with what trails them', async () => {
    const chunked = 'Transfer-Encoding: chunked';
    const request = lines(
      'PUT /x HTTP/1.1',
      'Host: h',
      chunked,
      'Connection: close',
      '',
      '3',
      'abc',
      '0',
      '',
      '',
    );
    const answer = lines(
      ...['HTTP/1.1 200 OK', chunked, 'Trailer: x-sum', 'Connection: close', ''],
      ...['2', 'ok', '0', 'x-sum: 7', '', ''],
    );
    const { atServer, atClient, host } = await passThrough(request, answer, /0\r\n\r\n$/);
    expect(atServer).toBe(request.replace('Host: h', `Host: ${host}`));
    expect(atClient).toBe(answer);
  });

  it.each([
    ['HEAD', lines('HTTP/1.1 200 OK', 'Content-Length: 500', 'Connection: close', '', '')],
    ['GET', lines('HTTP/1.1 204 No Content', 'Connection: close', '', '')],
    ['GET', lines('HTTP/1.1 304 Not Modified', 'ETag: "x"', 'Connection: close', '', '')],
    [
      'OPTIONS',
      lines('HTTP/1.1 200 OK', 'Allow: GET', 'Content-Length: 0', 'Connection: close', '', ''),
    ],
  ])('%s is answered without a body: %s', async (method, answer) => {
    const request = lines(`${method} /x HTTP/1.1`, 'Host: h', 'Connection: close', '', '');
    const { atServer, atClient, host } = await passThrough(request, answer, /\r\n\r\n$/);
    expect(atServer).toBe(request.replace('Host: h', `Host: ${host}`));
    expect(atClient).toBe(answer);
  });

  it('a packed answer stays packed', async () => {
    const packed = gzipSync('{"a":1}');
    const upstream = await httpServer((_request, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(packed);
    });
    const { address } = await doorTo(upstream);
    const [answer] = await once(http.get(address), 'response');
    const chunks: Buffer[] = await answer.toArray();
    expect(Buffer.concat(chunks).equals(packed)).toBe(true);
  });

  it('a path below the one of the server is put behind it', async () => {
    const upstream = await httpServer(({ url }, response) => response.end(url));
    const { address } = await doorTo(`${upstream}/base/`);
    expect(await (await fetch(`${address}/api?x=1`)).text()).toBe('/base/api?x=1');
  });
});

describe('what passes is not held up', () => {
  it('a body arrives before all of it was sent, and an answer before all of it was made', async () => {
    const upstream = await httpServer((request, response) => {
      request.once('data', () => {
        response.write('first ');
        request.once('data', () => response.end('last'));
      });
    });
    const { address } = await doorTo(upstream);
    const request = http.request(address, { method: 'POST' });
    request.write('a');
    const [answer] = await once(request, 'response');
    expect(String((await once(answer, 'data'))[0])).toBe('first ');
    request.end('b');
    expect(await text(answer)).toBe('last');
  });

  it.each(['102 Processing', '103 Early Hints'])(
    '%s goes on before the answer',
    async (interim) => {
      const answer = lines(
        ...[`HTTP/1.1 ${interim}`, 'LINK: </a.css>; rel=preload', ''],
        ...['HTTP/1.1 200 OK', 'Content-Length: 2', 'Connection: close', '', 'ok'],
      );
      const request = lines('GET /x HTTP/1.1', 'Host: h', 'Connection: close', '', '');
      expect((await passThrough(request, answer, /\r\n\r\n$/)).atClient).toBe(answer);
    },
  );

  it('the head of an answer comes before its body', async () => {
    let finish = () => {};
    const upstream = await httpServer((_request, response) => {
      response.writeHead(200, { 'X-Early': 'yes' }).flushHeaders();
      finish = () => response.end();
    });
    const { address } = await doorTo(upstream);
    const [answer] = await once(http.get(address), 'response');
    expect(answer.headers['x-early']).toBe('yes');
    finish();
    await text(answer);
  });

  it('who asks whether he may go on is answered by the server', async () => {
    let asked = 0;
    const server = http.createServer().on('checkContinue', async (request, response) => {
      asked++;
      response.writeContinue();
      response.end(await text(request));
    });
    const { address } = await doorTo(await served(server));
    const headers = { Expect: '100-continue', 'Content-Length': 3 };
    const request = http.request(address, { method: 'POST', headers });
    request.flushHeaders();
    await once(request, 'continue');
    request.end('abc');
    const [answer] = await once(request, 'response');
    expect(await text(answer)).toBe('abc');
    expect(asked).toBe(1);
  });

  it('who asks so may be refused before he has sent anything', async () => {
    const server = http.createServer().on('checkContinue', (_request, response) => {
      response.writeHead(417, { 'Content-Length': 0 }).end();
    });
    const { address } = await doorTo(await served(server));
    const headers = { Expect: '100-continue', 'Content-Length': 3 };
    const request = http.request(address, { method: 'POST', headers });
    request.on('error', () => {}).flushHeaders();
    const [answer] = await once(request, 'response');
    expect(answer.statusCode).toBe(417);
  });

  it('twenty megabytes pass as they are', async () => {
    const upstream = await httpServer((request, response) => request.pipe(response));
    const { address, close } = await doorTo(upstream);
    const body = Buffer.alloc(20 * 1024 * 1024, 'twenty megabytes ');
    const answer = await fetch(address, { method: 'POST', body });
    expect(Buffer.from(await answer.arrayBuffer()).equals(body)).toBe(true);
    const [passed] = await close();
    expect(passed?.request.body.size).toBe(body.length);
    expect(passed?.request.body.bytes.length).toBeLessThan(20_000);
  });
});

describe('connections', () => {
  it('one of the client is one of the server, and lasts as long', async () => {
    let connections = 0;
    const upstream = await httpServer((_request, response) => response.end('ok'));
    const counted = await rawServer((socket) => {
      connections++;
      const on = connectTo(upstream);
      socket.pipe(on).pipe(socket);
    });
    const { address } = await doorTo(counted);
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    for (let i = 0; i < 3; i++) {
      const [answer] = await once(http.get(address, { agent }), 'response');
      expect(await text(answer)).toBe('ok');
    }
    expect(connections).toBe(1);
    agent.destroy();
  });

  it('last as long as the server lets them, though it says that this is not long', async () => {
    let connections = 0;
    const upstream = await rawServer((socket) => {
      connections++;
      socket.on('data', () =>
        socket.write('HTTP/1.1 200 OK\r\nKeep-Alive: timeout=1\r\nContent-Length: 2\r\n\r\nok'),
      );
    });
    const { address } = await doorTo(upstream);
    const client = connectTo(address);
    const heard = listenTo(client);
    client.write('GET /a HTTP/1.1\r\nHost: h\r\n\r\n');
    await heard.until(/ok$/);
    client.write('GET /b HTTP/1.1\r\nHost: h\r\n\r\n');
    await heard.until(/ok[\s\S]*ok$/);
    expect(connections).toBe(1);
  });

  it('that ask for another protocol are handed on whole', async () => {
    const upstream = await rawServer((socket) => {
      socket.once('data', (head) => {
        socket.write(
          `HTTP/1.1 101 Switching Protocols\r\nUpgrade: words\r\nConnection: Upgrade\r\n\r\n`,
        );
        socket.write(/X-Mine: 1/.test(String(head)) ? 'hello ' : 'stranger ');
        socket.on('data', (words) => socket.end(`you said ${words}`));
      });
    });
    const { address } = await doorTo(upstream);
    const client = connectTo(address);
    const heard = listenTo(client);
    client.write(
      'GET /ws HTTP/1.1\r\nHost: h\r\nX-Mine: 1\r\nConnection: Upgrade\r\nUpgrade: words\r\n\r\n',
    );
    await heard.until(/hello $/);
    client.write('good day');
    expect(await heard.end()).toMatch(/you said good day$/);
  });

  it('on which HTTP/2 is offered go on in HTTP/1.1, where they can be read', async () => {
    const upstream = await httpServer(({ headers }, response) => {
      response.end(JSON.stringify(headers.upgrade ?? 'none'));
    });
    const { address, close } = await doorTo(upstream);
    const client = connectTo(address);
    client.write(
      'GET /x HTTP/1.1\r\nHost: h\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n\r\n',
    );
    await listenTo(client).until(/"none"/);
    client.destroy();
    expect(await close()).toHaveLength(1);
  });
});

it('a request that has stopped at its offer of HTTP/2 is read again without it, body and all', async () => {
  const server = http.createServer(async (request, response) => {
    const { headers, url } = request;
    response.end(`${url} ${headers.upgrade} ${headers['x-mine']} ${await text(request)}.`);
  });
  server.on('upgrade', (request, socket, head) => readWithoutOffer(server, request, socket, head));
  const client = connectTo(await served(server));
  client.write(
    lines(
      ...['POST /x HTTP/1.1', 'Host: h', 'X-Mine: 1', 'Connection: Upgrade, HTTP2-Settings'],
      ...['Upgrade: h2c', 'HTTP2-Settings: AA', 'Content-Length: 4', '', 'body'],
    ),
  );
  await listenTo(client).until(/\/x undefined 1 body\./);
});

function sorted(message: string): string[] {
  return message.split('\r\n').toSorted();
}
