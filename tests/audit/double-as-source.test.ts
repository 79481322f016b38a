import { describe, expect, it, onTestFinished } from 'vitest';
import { auditClient } from '../../conformance/audit/audit.ts';
import { readAuditSource } from '../../conformance/audit/source/read-source.ts';
import { TargetError } from '../../conformance/target/target-error.ts';
import { createDouble } from '../../mock-server/index.ts';
import { httpServer } from '../proxy/support.ts';
import { sample } from './journal-files.ts';

async function errorAt(url: string): Promise<TargetError> {
  const error = await readAuditSource(url, {}).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(TargetError);
  return error;
}

describe('a double as the source of an audit', () => {
  it('that nobody has asked for anything has nothing to judge', async () => {
    const double = await createDouble();
    onTestFinished(() => double.close());
    const { message, exitCode } = await errorAt(await double.listen());
    expect(message).toMatch(/^The journal of the double at http:.* is empty\n.*--sandbox/);
    expect(exitCode).toBe(3);
  });

  it('knows of a credential in a URL, whatever it is called there, and tells nothing else of a query', async () => {
    const double = await createDouble({ providers: ['tickiti'] });
    onTestFinished(() => double.close());
    const address = await double.listen();
    const token = 'tickiti_sole_primary';
    await fetch(`${address}/tickiti/api/create_ticket?debug=${token}&author=me`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: '{}',
    });
    const { contract, lines } = await readAuditSource(address, {});
    expect(lines[0]?.request.path).toBe(
      '/tickiti/api/create_ticket?debug=[redacted]&author=[left out]',
    );
    const { findings } = auditClient(contract, lines);
    expect(findings.find(({ rule }) => rule === 'secret/header-only')?.actual).toBe(
      'the parameter debug of the URL holds a credential',
    );
  });

  it('that is none is told from what could be given in its place', async () => {
    const { message } = await errorAt(await httpServer((_, response) => response.end('hello')));
    expect(message).toMatch(/is no double of ours\n +Give a file: a journal/);
  });

  it('says so where its journal may lack the first attempts', async () => {
    const entries = JSON.stringify(Array.from({ length: 10_000 }, () => sample));
    const url = await httpServer(({ url: path = '' }, response) =>
      response.end(path.includes('/journal') ? entries : '{"status":"ok","providers":["tickiti"]}'),
    );
    const { name, lines } = await readAuditSource(url, {});
    expect(lines).toHaveLength(10_000);
    expect(name).toBe(`${url}, its newest 10000 requests`);
  });
});
