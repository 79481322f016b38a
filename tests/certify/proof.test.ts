import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { certify } from '../../testing/certify.ts';
import { temporaryFolder } from '../support/cli.ts';

/** A line for the shell that runs a client of loop: it may call `ask`, as often as it likes. */
function client(code: string): string {
  const file = path.join(temporaryFolder(), 'client.mjs');
  writeFileSync(
    file,
    `const { DOUBLECHECK_BASE_URL: url, DOUBLECHECK_HEADER: header, DOUBLECHECK_HEADER_VALUE: value } = process.env;
    const body = JSON.stringify({ brand_id: 'brand_harbor', person_id: 'person_harbor_1',
      requester_email: 'a@example.com', subject: 'A', body: 'B' });
    const ask = (path = '/v1/support/tickets') => fetch(url + path, { method: 'POST', body,
      headers: { 'Content-Type': 'application/json', [header]: value } });
    ${code}`,
  );
  return `"${process.execPath}" "${file}"`;
}

describe('a certificate', () => {
  it('is none where nothing is done with no trouble at all, however it is reported', async () => {
    const command = client(`await ask('/v1/tickets'); process.exitCode = 1;`);
    const { exitCode } = await certify({ provider: 'loop', command, trials: ['calm'] });
    // A path that is none is a rule that is broken.
    expect(exitCode).toBe(1);
    const text = client(`await fetch(url + '/v1/support/tickets', { method: 'POST',
      headers: { 'Content-Type': 'application/json', [header]: value }, body: JSON.stringify({ ...JSON.parse(body), brand_id: 'brand_of_nobody' }) });
      process.exitCode = 1;`);
    const refused = await certify({ provider: 'loop', command: text, trials: ['calm'] });
    expect(refused.trials[0]?.report.exitCode).toBe(0);
    expect(refused.exitCode).toBe(3);
  });

  it('does not count it as giving up when a client is killed', async () => {
    const command = client(`await ask().catch(() => {}); await ask().catch(() => {});`);
    const options = { provider: 'loop', command, trials: ['lossy'], timeout: 2 } as const;
    const { trials, exitCode } = await certify(options);
    const { ended, report } = trials[0] ?? {};
    expect(ended).toMatchObject({ exitCode: null, isLate: true });
    const rule = report?.rules.find(({ id }) => id === 'load/timeout');
    expect(rule?.verdict).toBe('inconclusive');
    expect(exitCode).not.toBe(0);
  });

  it('says so where a trial had more requests than are kept', async () => {
    const command = client(`
      import { connect } from 'node:net';
      import { text } from 'node:stream/consumers';
      const head = 'GET /nowhere HTTP/1.1\\r\\nHost: x\\r\\n' + header + ': ' + value + '\\r\\n';
      for (let round = 0; round < 10; round += 1) {
        const socket = connect(new URL(url).port, '127.0.0.1');
        socket.write((head + '\\r\\n').repeat(1000) + head + 'Connection: close\\r\\n\\r\\n');
        await text(socket);
      }`);
    const { trials } = await certify({ provider: 'loop', command, trials: ['calm'] });
    expect(trials[0]?.report.source).toBe('calm, its newest 10000 requests');
  });

  it('ends at once where there is no such command', async () => {
    const { trials, exitCode } = await certify({
      provider: 'loop',
      command: 'no-such-command-here',
    });
    expect(trials.map(({ trial }) => trial)).toEqual(['calm']);
    expect(exitCode).toBe(3);
  });
});
