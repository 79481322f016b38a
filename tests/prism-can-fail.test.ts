import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadProvider } from '../specs/contract/load.ts';
import { type Judges, judgeByPrism, startJudges } from './support/prism-judges.ts';

const contract = loadProvider('loop');
const credentials = { primary: { header: 'Authorization', value: 'Bearer loop_liar' } };
const body = {
  brand_id: 'brand_harbor',
  person_id: 'person_harbor_1',
  requester_email: 'ines@harbor.example',
  subject: 'Refill did not arrive',
  body: 'The tracking page has not changed for six days.',
};

interface Lie {
  readonly status: number;
  readonly type?: string;
  readonly body: unknown;
}

const created = { ticket_id: 'tkt_1', message_id: 'msg_1', status: 'sent' };
const truth: Lie = { status: 201, body: created };

describe('Prism before a server that lies', () => {
  let lie = truth;
  let liar: Server;
  let judges: Judges;
  beforeAll(async () => {
    liar = createServer((request, response) => {
      request.resume();
      response.writeHead(lie.status, { 'Content-Type': lie.type ?? 'application/json' });
      response.end(JSON.stringify(lie.body));
    }).listen(0, '127.0.0.1');
    await once(liar, 'listening');
    const { port } = liar.address() as AddressInfo;
    judges = await startJudges(contract, `http://127.0.0.1:${port}`);
  }, 60_000);
  afterAll(async () => {
    await judges.stop();
    liar.close();
  });

  const judge = (told: Lie, sent: object) => {
    lie = told;
    return judgeByPrism(contract, judges, credentials, {
      name: 'a lie',
      clauses: [],
      request: { method: 'POST', path: '/v1/support/tickets', as: 'primary', body: sent },
      answer: { status: told.status },
    });
  };

  it('has nothing to say of an answer that is true', async () => {
    const { by, violations } = await judge(truth, body);
    expect({ by, violations }).toEqual({ by: 'full', violations: [] });
  });

  it('turns an accepted answer of another shape into an error of its own', async () => {
    const verdict = await judge({ ...truth, body: { ...created, ticket_id: 7 } }, body);
    expect(verdict.received.status).toBe(500);
    expect(verdict.violations).toEqual(
      expect.arrayContaining([expect.stringContaining('response.body.ticket_id')]),
    );
  });

  it('sees a refusal in another envelope, though it lets the request break the schema', async () => {
    const { by, violations } = await judge({ status: 400, body: { fault: 'subject' } }, {});
    expect(by).toBe('answerAlone');
    expect(violations).not.toEqual([]);
  });

  it('sees a status that the contract does not have', async () => {
    const { violations } = await judge({ ...truth, status: 299 }, body);
    expect(violations).not.toEqual([]);
  });

  it('sees another media type', async () => {
    const { violations } = await judge({ ...truth, type: 'text/html' }, body);
    expect(violations).not.toEqual([]);
  });
});
