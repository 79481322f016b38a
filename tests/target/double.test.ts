import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openTarget } from '../../conformance/target/open-target.ts';
import type { Target } from '../../conformance/target/target.ts';
import { TargetError } from '../../conformance/target/target-error.ts';
import { createDouble } from '../../mock-server/double.ts';
import { exampleRequest } from '../../specs/contract/example-request.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { providers } from '../../specs/contract/providers.ts';

async function running(options: Parameters<typeof createDouble>[0] = {}): Promise<string> {
  const double = await createDouble(options);
  onTestFinished(() => double.close());
  return double.listen();
}

async function serverThat(answers: RequestListener): Promise<string> {
  const server = createServer(answers).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const midlyr = loadProvider('midlyr');

/** Sends the contract's own example. */
async function send(target: Target): Promise<Response> {
  const [operation] = midlyr.operations;
  const { primary } = target.credentials;
  if (!operation || !primary) throw new Error('midlyr has no operation or no primary');
  const { method, path, body } = exampleRequest(midlyr, operation);
  return fetch(target.baseUrl + path, {
    method,
    headers: { 'content-type': 'application/json', [primary.header]: primary.value },
    body: JSON.stringify({ ...(body as object), externalRef: 'the-same' }),
  });
}

async function refusalOf(url: string, adminToken?: string): Promise<TargetError> {
  const error = await openTarget(url, midlyr, { adminToken }).catch((thrown: unknown) => thrown);
  if (error instanceof TargetError) return error;
  throw new Error(`it was not refused: ${String(error)}`);
}

describe('a target of our double', () => {
  it.each(providers)('of %s has all that there is, and may do all', async (provider) => {
    const target = await openTarget(await running(), loadProvider(provider));
    expect(Object.keys(target.credentials)).toEqual(
      expect.arrayContaining(['primary', 'second-key', 'second-tenant']),
    );
    for (const { tenant, header, value } of Object.values(target.credentials)) {
      expect(target.tenants.map(({ id }) => id)).toContain(tenant);
      expect([typeof header, typeof value]).toEqual(['string', 'string']);
    }
    expect(target.may).toMatchObject({ exhaustRateLimit: true, useUpQuota: true });
    expect(Object.keys(target.controls ?? {}).sort()).toEqual([
      'advance',
      'failNext',
      'now',
      'release',
      'reset',
    ]);
  });

  it('is a sandbox of its own each time, which works, and is gone after release', async () => {
    const address = await running();
    const [one, two] = [
      await openTarget(address, midlyr),
      await openTarget(`${address}/x/`, midlyr),
    ];
    const created = async (target: Target) =>
      ((await (await send(target)).json()) as { created: boolean }).created;
    expect([await created(one), await created(two), await created(one)]).toEqual([
      true,
      true,
      false,
    ]);
    await one.controls?.release?.();
    await one.controls?.release?.();
    expect((await send(one)).status).toBe(401);
    expect(await created(two)).toBe(false);
  });

  it('can be reset, and made to fail once', async () => {
    const target = await openTarget(await running(), midlyr);
    await send(target);
    await target.controls?.reset?.();
    await target.controls?.failNext?.();
    const statuses = [(await send(target)).status, (await send(target)).status];
    expect(statuses).toEqual([500, 201]);
  });

  it('has a clock that moves', async () => {
    const address = await running();
    const target = await openTarget(address, midlyr);
    await target.controls?.advance?.(86_400);
    const ask = async (path: string) => (await fetch(`${address}/_doublecheck${path}`)).json();
    const sandboxes = (await ask('/sandboxes')) as string[];
    const own = sandboxes.find((id) => id !== 'default');
    const clock = (await ask(`/clock?sandbox=${own}`)) as { now: string };
    expect(Date.parse(clock.now) - Date.now()).toBeGreaterThan(86_000_000);
  });

  it('takes the admin token where the double wants one', async () => {
    const address = await running({ adminToken: 'let-me-in' });
    const target = await openTarget(address, midlyr, { adminToken: 'let-me-in' });
    await target.controls?.release?.();
    for (const wrong of [undefined, 'guess']) {
      const { message, exitCode } = await refusalOf(address, wrong);
      expect(exitCode).toBe(3);
      expect(message).toMatch(/wants its admin token\n.*DOUBLECHECK_ADMIN_TOKEN/);
    }
  });
});

describe('a URL where no double can be used', () => {
  it('says so when nobody is there', async () => {
    const address = await serverThat(() => {});
    const gone = `http://127.0.0.1:${await freePort()}`;
    expect(address).not.toBe(gone);
    const { message, exitCode } = await refusalOf(gone);
    expect(exitCode).toBe(3);
    expect(message).toMatch(
      /Nobody answers at http:\/\/127\.0\.0\.1:\d+: ECONNREFUSED\n.*target init/,
    );
  });

  it.each<[string, RequestListener]>([
    ['that answers 404', (_request, response) => response.writeHead(404).end('{}')],
    ['that answers 200 to all', (_request, response) => response.end('{"status":"ok"}')],
    [
      'that is down',
      (_request, response) => response.end('{"status":"down","providers":["midlyr"]}'),
    ],
    ['that answers null', (_request, response) => response.end('null')],
    ['that answers no JSON', (_request, response) => response.end('<html>')],
    ['that wants a key', (_request, response) => response.writeHead(401).end('{"error":"no"}')],
    [
      'that leads elsewhere',
      (_request, response) => response.writeHead(302, { location: '/' }).end(),
    ],
  ])('says so of a server %s', async (_name, answers) => {
    const { message, exitCode } = await refusalOf(await serverThat(answers));
    expect(exitCode).toBe(3);
    expect(message).toMatch(/is no double of ours\n.*target init/);
  });

  it('says so of a server that hangs up', async () => {
    const { message } = await refusalOf(await serverThat((request) => request.socket.destroy()));
    expect(message).toMatch(/^Nobody answers at /);
  });

  it('says which providers a double serves, when it is not the one', async () => {
    const { message, exitCode } = await refusalOf(await running({ providers: ['mava', 'loop'] }));
    expect(exitCode).toBe(3);
    expect(message).toMatch(/does not serve midlyr, but mava, loop\n.*doublecheck serve midlyr/);
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
