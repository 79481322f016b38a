import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAdminDocument } from '../../mock-server/admin/document.ts';
import { providers } from '../../specs/contract/providers.ts';
import { packageRoot } from '../../specs/contract/root.ts';
import { adminOperations, assertRefused, callAdmin, sendAdmin } from '../support/admin.ts';
import { useDouble } from '../support/use-double.ts';

const double = useDouble();
const { version } = JSON.parse(readFileSync(path.join(packageRoot, 'package.json'), 'utf8'));

describe('the admin API', () => {
  it('tells that it is well, and what it serves', async () => {
    const { body } = await callAdmin(double.address, 'GET /health');
    expect(body).toEqual({ status: 'ok', version, providers, sandboxes: 1 });
  });

  it('describes itself', async () => {
    const { body } = await callAdmin(double.address, 'GET /openapi.json');
    expect(Object.keys(body ?? {})).toEqual(Object.keys(readAdminDocument()));
    expect(body).toEqual(readAdminDocument());
  });

  it.each(adminOperations)('has %s at its documented address', async (name) => {
    const [method = '', template = ''] = name.split(' ');
    const address = template.replace(/\{\w+\}/, 'nobody');
    const answer = await sendAdmin(double.address, method, address);
    expect([405, 501]).not.toContain(answer.status);
    if (answer.status >= 400) expect(answer.body.error).not.toContain('the admin API has no');
  });

  it.each(adminOperations)('refuses another method than those of %s', async (name) => {
    const address = String(name.split(' ')[1]).replace(/\{\w+\}/, 'mava');
    const answer = await sendAdmin(double.address, 'PATCH', address);
    assertRefused(answer, 405);
    expect(answer.body.mend).toContain(name.split(' ')[0]);
  });

  it.each(['/', '', '/nowhere', '/health/x', '/tickets/1', '/openapi.yaml', '/__proto__'])(
    'says what it has when asked for "%s"',
    async (address) => {
      const answer = await sendAdmin(double.address, 'GET', address);
      assertRefused(answer, 404);
      expect(answer.body.mend).toContain('/targets/{provider}');
    },
  );

  it('refuses a path that cannot be decoded', async () => {
    assertRefused(await sendAdmin(double.address, 'GET', '/targets/%e0%a4%a'), 400);
  });

  it.each(['OPTIONS', 'GET', 'POST'])(
    'gives pages of other sites no leave on %s',
    async (method) => {
      const { headers } = await sendAdmin(double.address, method, '/sandboxes');
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    },
  );
});
