import { describe, expect, it } from 'vitest';
import { readAdminDocument } from '../../mock-server/admin/document.ts';
import { adminOperations, assertRefused, callAdmin, sendAdmin } from '../support/admin.ts';
import { useDouble } from '../support/use-double.ts';

const double = useDouble();
const { paths } = readAdminDocument();

/** The operations that take a parameter, by the parameter's name. */
function taking(parameter: string): string[] {
  return adminOperations.filter((name) => {
    const [method = '', path = ''] = name.split(' ');
    const { parameters = [] } = paths[path]?.[method.toLowerCase()] ?? {};
    return parameters.some((one) => one.name === parameter);
  });
}

async function newSandbox(): Promise<string> {
  return (await callAdmin(double.address, 'POST /sandboxes')).body.id;
}

/** What an operation needs besides the thing that is wrong. */
const needed = { query: { provider: 'mava' }, body: { real: true } };

function call(name: string, query: Record<string, string>) {
  const [method = '', template = ''] = name.split(' ');
  const inPath = template.includes('{provider}');
  const isOfProvider = taking('provider').includes(name) && !inPath;
  return sendAdmin(double.address, method, template.replace(/\{\w+\}/, query.provider ?? 'mava'), {
    query: inPath ? {} : { ...(isOfProvider && needed.query), ...query },
    ...(/POST|PUT/.test(method) && { body: name.includes('clock') ? needed.body : {} }),
  });
}

describe('wrong input to the admin API', () => {
  it.each(taking('sandbox'))('a sandbox that is not there: %s', async (name) => {
    const [method = '', template = ''] = name.split(' ');
    const answer = await sendAdmin(double.address, method, template.replace(/\{\w+\}/, 'mava'), {
      query: {
        sandbox: 'nobody',
        ...(/tickets|customers|notifications/.test(name) && needed.query),
      },
      ...(/POST|PUT/.test(method) && { body: name.includes('clock') ? needed.body : {} }),
    });
    assertRefused(answer, 404);
    expect(answer.body.error).toContain('nobody');
  });

  it.each(taking('provider'))('a provider that is not there: %s', async (name) => {
    const answer = await call(name, { provider: 'zendesk' });
    assertRefused(answer, 404);
    expect(answer.body.mend).toContain('mava');
  });

  it.each(
    adminOperations.filter(
      (name) => !name.includes('{id}') && !/openapi|sandboxes|health/.test(name),
    ),
  )('a parameter that the document does not have: %s', async (name) => {
    if (name.includes('{provider}')) {
      assertRefused(await sendAdmin(double.address, 'GET', '/targets/mava?colour=red'), 400);
    } else assertRefused(await call(name, { colour: 'red' }), 400);
  });

  it.each(['/tickets', '/customers', '/notifications'])('%s without a provider', async (path) => {
    assertRefused(await sendAdmin(double.address, 'GET', path), 400);
  });

  it.each([
    'limit=0',
    'limit=10001',
    'limit=many',
    'limit=1.5',
    'limit=1&limit=2',
    'offset=-1',
    'view=closed',
    'sandbox=default&sandbox=default',
  ])('tickets with %s', async (query) => {
    assertRefused(await sendAdmin(double.address, 'GET', `/tickets?provider=mava&${query}`), 400);
  });

  it.each([
    {},
    [],
    null,
    'now',
    { advance: '1' },
    { advance: 1e12 },
    { advance: 1, real: true },
    { freeze: false },
    { freeze: 'tomorrow' },
    { freeze: '2026-02-30T00:00:00Z' },
    { freeze: '2016-12-31T23:59:60Z' },
    { real: false },
    { rewind: 1 },
  ])('a clock of %j', async (body) => {
    const query = { sandbox: await newSandbox() };
    const call = { query, body: JSON.stringify(body) };
    assertRefused(await callAdmin(double.address, 'POST /clock', call), 400);
    expect((await callAdmin(double.address, 'GET /clock', { query })).body.frozen).toBe(false);
  });

  it.each([
    [],
    null,
    { latency: -1 },
    { latency: 60_001 },
    { latency: '5' },
    { store: {} },
    { store: { at: 'write' } },
    { store: { at: { write: 0 } } },
    { store: { at: 'read', times: 0 } },
    { network: true },
  ])('faults of %j', async (body) => {
    assertRefused(
      await callAdmin(double.address, 'PUT /faults', { body: JSON.stringify(body) }),
      400,
    );
    expect((await callAdmin(double.address, 'GET /faults')).body).toEqual({});
  });

  it.each(['{', '', 'advance=1', '{"advance":1}}', '\ud800'])(
    'a body that is no JSON: %j',
    async (body) => {
      assertRefused(await callAdmin(double.address, 'POST /clock', { body }), 400);
    },
  );

  it('a body of another type', async () => {
    const headers = { 'Content-Type': 'text/plain' };
    const body = '{"real":true}';
    assertRefused(await callAdmin(double.address, 'POST /clock', { headers, body }), 400);
  });

  it('a body that is too large', async () => {
    const body = JSON.stringify({ real: true, x: 'x'.repeat(1_100_000) });
    assertRefused(await sendAdmin(double.address, 'POST', '/clock', { body }), 413);
  });
});
