import http, { type RequestListener } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { runConformance } from '../../conformance/index.ts';
import type { Report } from '../../conformance/report/report.ts';
import type { RunOptions } from '../../conformance/run-options.ts';
import type { Target } from '../../conformance/target/target.ts';
import { createDouble } from '../../mock-server/double.ts';
import { loadProvider } from '../../specs/contract/load.ts';

const credential = { tenant: 'team', header: 'Authorization', value: 'Bearer secret-token-1' };

function targetAt(baseUrl: string, own: Partial<typeof credential> = {}): Target {
  return {
    provider: 'midlyr',
    baseUrl,
    credentials: { primary: { ...credential, ...own } },
    tenants: [{ id: 'team', settings: {}, entities: {} }],
    may: { exhaustRateLimit: false, useUpQuota: false, createTickets: 10_000 },
  };
}

async function judge(
  server: net.Server,
  options: RunOptions = {},
  own: Partial<typeof credential> = {},
): Promise<Report> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  try {
    const target = targetAt(`http://127.0.0.1:${port}`, own);
    return await runConformance(loadProvider('midlyr'), target, {
      seed: 1,
      timeout: 300,
      ...options,
    });
  } finally {
    for (const socket of sockets) socket.destroy();
    await new Promise((done) => server.close(done));
  }
}

/** Answers as midlyr would for anything, until so many requests were answered. */
function willing(after: number, then: RequestListener): http.Server {
  let count = 0;
  return http.createServer((request, response) => {
    if (++count > after) return then(request, response);
    request.resume();
    response.writeHead(201, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ ticketId: `t${count}`, created: true }));
  });
}

describe.concurrent('a target that cannot be judged', () => {
  it('is gone when it answers 429 to everything from some time on', async () => {
    const report = await judge(
      willing(40, (request, response) => {
        request.resume();
        response.writeHead(429, { 'Retry-After': '100000' }).end();
      }),
    );
    expect(report.exitCode).toBe(3);
    expect(report.stopped?.message).toContain('429');
    expect(report.requests).toBeLessThan(60);
  });

  it('is unusable when it refuses everything, and the status is in the message', async () => {
    const report = await judge(
      http.createServer(
        (_, response) => void response.writeHead(401).end('{"code":"unauthorized"}'),
      ),
    );
    expect(report.exitCode).toBe(3);
    expect(report.stopped?.by).toBe('unusable');
    expect(report.stopped?.message).toContain('401');
    expect(report.stopped?.mend).toContain('primary');
  });

  it('is gone when nobody listens', async () => {
    const target = targetAt('http://127.0.0.1:1');
    const report = await runConformance(loadProvider('midlyr'), target, { timeout: 300 });
    expect(report.exitCode).toBe(3);
    expect(report.stopped?.by).toBe('gone');
  });

  it('is gone when it hangs', async () => {
    const report = await judge(http.createServer(() => {}));
    expect(report.stopped?.by).toBe('gone');
    expect(report.stopped?.message).toContain('0.3 s');
  });

  it('is gone when it hangs up, speaks no HTTP, or sends half an answer', async () => {
    const raw = (say: (socket: net.Socket) => void) =>
      net.createServer(
        (socket) => void socket.on('error', () => {}).once('data', () => say(socket)),
      );
    const ways = [
      (socket: net.Socket) => socket.destroy(),
      (socket: net.Socket) => socket.end('220 smtp.example.com ESMTP\r\n'),
      (socket: net.Socket) =>
        socket.end('HTTP/1.1 201 Created\r\nContent-Length: 900\r\n\r\n{"tick'),
    ];
    const reports = await Promise.all(ways.map((say) => judge(raw(say))));
    expect(reports.map(({ exitCode }) => exitCode)).toEqual([3, 3, 3]);
  });

  it('is gone when it dies on the way, and what was seen until then is reported', async () => {
    const report = await judge(
      willing(40, (request) => {
        request.socket.destroy();
      }),
    );
    expect(report.stopped?.by).toBe('gone');
    expect(report.exitCode).toBe(3);
    expect(report.clauses.some(({ held }) => held > 0)).toBe(true);
  });
});

describe.concurrent('a target that can be judged', () => {
  it('fails when it accepts everything', async () => {
    const report = await judge(willing(Number.POSITIVE_INFINITY, () => {}));
    expect(report.exitCode).toBe(1);
    const failed = report.clauses.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id);
    expect(failed).toContain('midlyr/authentication/missing');
    expect(failed).toContain('midlyr/external-ref/max');
    expect(failed).toContain('midlyr/idempotency/replay');
  });

  it('never sees a secret in its report', async () => {
    const report = await judge(
      http.createServer((request, response) => {
        request.resume();
        response
          .writeHead(201)
          .end(JSON.stringify({ ticketId: 't', created: true, echo: request.headers }));
      }),
    );
    expect(report.findings.length).toBeGreaterThan(0);
    expect(JSON.stringify(report)).not.toContain('secret-token-1');
  });

  it('that hangs up on long bodies has said nothing: no finding, and no end of the run', async () => {
    const inner = willing(Number.POSITIVE_INFINITY, () => {});
    const server = http.createServer((request, response) => {
      let size = 0;
      request.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > 2 ** 20) request.socket.destroy();
      });
      request.on('end', () => inner.emit('request', request, response));
    });
    const report = await judge(server, { clauses: ['midlyr/body/too-large', 'midlyr/endpoint/*'] });
    expect(report.stopped).toBeUndefined();
    const blamed = report.findings.flatMap(({ clauses }) => clauses);
    expect(blamed).not.toContain('midlyr/body/too-large');
  });

  it('whose answers are nested deeply, long, or no JSON at all, is judged to the end', async () => {
    const odd = [`${'['.repeat(20_000)}${']'.repeat(20_000)}`, `"${'x'.repeat(300_000)}"`, '<p>'];
    for (const body of odd) {
      const report = await judge(
        http.createServer((request, response) => {
          request.resume();
          response.writeHead(201, { 'Content-Type': 'application/json' }).end(body);
        }),
      );
      expect(report.stopped).toBeUndefined();
      expect(report.exitCode).toBe(1);
      expect(JSON.stringify(report).length).toBeLessThan(1_000_000);
    }
  });

  it('that is not available for a moment now and then is asked again', async () => {
    let count = 0;
    const double = await createDouble({ providers: ['midlyr'], atRoot: true });
    const inner = http.createServer(double.app);
    const server = http.createServer((request, response) => {
      if (++count % 50 !== 0) return inner.emit('request', request, response);
      if (count % 100 === 0) return request.socket.destroy();
      request.resume();
      return response.writeHead(503, { 'Retry-After': '0' }).end('<h1>Busy</h1>');
    });
    const report = await judge(server, { timeout: 5_000 }, { value: 'Bearer mk_harbor_primary' });
    await double.close();
    expect(report.findings.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
    expect(report.stopped).toBeUndefined();
  });

  it('is left in peace after as many requests as allowed', async () => {
    const report = await judge(
      willing(Number.POSITIVE_INFINITY, () => {}),
      { maxRequests: 50 },
    );
    expect(report.stopped?.by).toBe('max-requests');
    expect(report.requests).toBeLessThanOrEqual(50);
  });

  it('never sees a secret in the reason why it was stopped', async () => {
    const report = await judge(
      http.createServer((request, response) => {
        const told = `key ${request.headers.authorization}, ${Buffer.from(String(request.headers.authorization)).toString('base64')}`;
        response.writeHead(400).end(JSON.stringify({ told }));
      }),
    );
    expect(report.stopped?.by).toBe('unusable');
    expect(report.stopped?.message).toContain('***');
    expect(JSON.stringify(report)).not.toMatch(/secret-token|QmVhcmVy/);
  });

  it('is left at once when the run is aborted, with a report of what was seen', async () => {
    const abort = new AbortController();
    const report = await judge(
      willing(Number.POSITIVE_INFINITY, () => {}),
      {
        signal: abort.signal,
        onEvent: (event) => void (event.type === 'check' && event.requests > 30 && abort.abort()),
      },
    );
    expect(report.stopped?.by).toBe('aborted');
    expect(report.requests).toBeLessThan(100);
  });

  it('that says 429 is waited for, and asked again', async () => {
    let refusals = 0;
    const inner = willing(Number.POSITIVE_INFINITY, () => {});
    const report = await judge(
      http.createServer((request, response) => {
        if (refusals++ % 10 === 4) {
          request.resume();
          response.writeHead(429, { 'Retry-After': '0' }).end('{}');
        } else inner.emit('request', request, response);
      }),
      { phases: ['preflight', 'examples'], maxRequests: 40 },
    );
    expect(report.findings.flatMap(({ actual }) => actual).join()).not.toContain('429');
  });
});
