import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { runProxy } from '../../cli/proxy.ts';
import { readReport } from '../../conformance/report/json.ts';
import { temporaryFolder } from '../support/cli.ts';

vi.mock('../../conformance/audit/audit.ts', () => ({
  auditClient: () => {
    throw new Error('nobody can judge this client');
  },
}));

it('what fails in judging the client takes nothing of the server’s report', async () => {
  const json = path.join(temporaryFolder(), 'r.json');
  const shown = [vi.spyOn(console, 'error'), vi.spyOn(console, 'log')];
  for (const one of shown) one.mockImplementation(() => {});
  const options = { upstream: 'http://127.0.0.1:9', port: 0, host: '127.0.0.1', for: 0, json };
  await expect(runProxy('mava', options)).rejects.toThrow('nobody can judge this client');
  expect(readReport(json)).toMatchObject({ provider: 'mava', requests: 0 });
  expect(String(shown[1]?.mock.calls)).toContain('── The server');
});
