import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import express from 'express';
import supertest from 'supertest';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createDouble, type Double, type DoubleOptions } from '../mock-server/index.ts';
import { loadProvider } from '../specs/contract/load.ts';
import { providers } from '../specs/contract/providers.ts';
import { ticketOperation } from './support/file-ticket.ts';

async function newDouble(options?: DoubleOptions): Promise<Double> {
  const double = await createDouble(options);
  onTestFinished(() => double.close());
  return double;
}

const run = promisify(execFile);
const closingScript = path.join(import.meta.dirname, 'support', 'close-a-double.ts');
const token = { 'x-auth-token': 'mava_harbor_primary' };

describe('in a test', () => {
  it('a double is driven through its app, without a port', async () => {
    const { app } = await newDouble();
    const { body, operation } = ticketOperation('mava');
    const answer = await supertest(app).post(`/mava${operation.path}`).set(token).send(body);
    expect(answer.status).toBe(201);
    await supertest(app).get('/mava/api/agents').set(token).expect(200);
  });

  it("a double is one part of an app of the user's", async () => {
    const { app } = await newDouble();
    const whole = express().use(express.json()).use('/apis', app);
    whole.get('/own', (_request, response) => void response.json('mine'));
    await supertest(whole).get('/own').expect('"mine"');
    await supertest(whole).get('/apis/mava/api/agents').set(token).expect(200);
  });

  it('an app that has read the body first does not leave the client waiting', async () => {
    const { app } = await newDouble();
    const { body, operation } = ticketOperation('mava');
    const whole = express().use(express.json()).use(app);
    const request = supertest(whole).post(`/mava${operation.path}`).set(token).send(body);
    const answer = await request.timeout(5_000);
    expect(answer.type).toBe('application/json');
  });

  it('two doubles share nothing', async () => {
    const [one, other] = [await newDouble(), await newDouble()];
    const { body, operation } = ticketOperation('midlyr');
    const submit = ({ app }: Double) =>
      supertest(app)
        .post(`/midlyr${operation.path}`)
        .set('Authorization', 'Bearer mk_harbor_primary')
        .send(body);
    const [first, second] = [await submit(one), await submit(other)];
    expect([first.body.created, second.body.created]).toEqual([true, true]);
    expect(first.body.ticketId).not.toBe(second.body.ticketId);

    const admin = (double: Double) => supertest(double.app);
    await admin(one).post('/_doublecheck/clock').set('Host', 'localhost').send({ freeze: true });
    await admin(one).delete('/_doublecheck/journal').set('Host', 'localhost').expect(204);
    const read = async (path: string) =>
      (await admin(other).get(`/_doublecheck/${path}`).set('Host', 'localhost')).body;
    expect((await read('clock')).frozen).toBe(false);
    expect(await read('journal')).toHaveLength(1);
    expect(await read('tickets?provider=midlyr')).toHaveLength(1);
  });

  it('the same seed gives the same ids', async () => {
    const idOf = async (seed: number) => {
      const { app } = await newDouble({ seed, realTime: () => 0 });
      const { body, operation } = ticketOperation('mava');
      return (await supertest(app).post(`/mava${operation.path}`).set(token).send(body)).body._id;
    };
    expect(await idOf(7)).toBe(await idOf(7));
    expect(await idOf(7)).not.toBe(await idOf(8));
  });
});

describe('which provider answers', () => {
  const hosts = providers.flatMap((name) =>
    loadProvider(name).hosts.map((host) => [host, name] as const),
  );

  it.each(hosts)('is told by the host %s: %s', async (host, provider) => {
    const { app } = await newDouble();
    const { operation } = ticketOperation(provider);
    for (const written of [host, host.toUpperCase()]) {
      const answer = await supertest(app).post(operation.path).set('Host', written);
      expect(answer.status).toBe(401);
    }
    const stranger = await supertest(app).post(operation.path).set('Host', 'else.example');
    expect(stranger.status).toBe(404);
    expect(stranger.body.mend).toContain(`/${provider}`);
  });

  it.each(providers)('is %s for every path when it is alone at the root', async (provider) => {
    const { app } = await newDouble({ providers: [provider], atRoot: true });
    const { operation } = ticketOperation(provider);
    await supertest(app).post(operation.path).expect(401);
    await supertest(app).post(`/${provider}${operation.path}`).expect(404);
  });

  it('is none that was not asked for', async () => {
    const { app } = await newDouble({ providers: ['mava'] });
    const answer = await supertest(app).post('/loop/v1/support/tickets').expect(404);
    expect(answer.body.mend).toContain('/mava');
  });
});

describe('close', () => {
  it.each([
    ['after answers', '{}'],
    ['while an answer is held back', '{"latency":60000}'],
  ])('leaves nothing open that keeps a process alive: %s', async (_name, faults) => {
    const { stdout } = await run(process.execPath, [closingScript, faults]);
    const [before, after] = stdout.trim().split('\n');
    expect(after).toBe(before);
  });

  it('may be called twice, and before anything was served', async () => {
    const double = await createDouble({ providers: ['loop'] });
    await double.close();
    await expect(double.close()).resolves.toBeUndefined();
  });

  it('frees the port', async () => {
    const one = await createDouble({ providers: ['loop'] });
    const { port } = new URL(await one.listen());
    await one.close();
    const other = await newDouble({ providers: ['loop'] });
    expect(await other.listen({ port: Number(port) })).toBe(`http://127.0.0.1:${port}`);
  });
});

describe('listen', () => {
  it('refuses what is not loopback without a token', async () => {
    const double = await newDouble({ providers: ['loop'] });
    for (const host of ['0.0.0.0', '::', '192.0.2.1']) {
      await expect(double.listen({ host })).rejects.toThrow(/admin-token/);
    }
  });

  it('serves on several ports at once', async () => {
    const double = await newDouble({ providers: ['loop'] });
    const addresses = [await double.listen(), await double.listen()];
    for (const address of addresses) {
      expect((await fetch(`${address}/_doublecheck/health`)).status).toBe(200);
    }
  });
});
