import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runConformance } from '../../conformance/index.ts';
import type { RunOptions } from '../../conformance/run-options.ts';
import { targetOfDouble } from '../../conformance/target/from-double.ts';
import { createDouble, type Double } from '../../mock-server/double.ts';
import { loadProvider } from '../../specs/contract/load.ts';

let double: Double;
let url: string;

beforeAll(async () => {
  double = await createDouble({ providers: ['midlyr'], atRoot: true });
  url = await double.listen();
});
afterAll(() => double.close());

/** Everything that a run puts on the wire, seen by a server in between. */
async function recorded(options: RunOptions): Promise<string[]> {
  const seen: string[] = [];
  const between = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    // Credentials are those of the sandbox, new each time.
    const [path] = String(request.url).split('?');
    seen.push(
      `${request.method} ${path} ${request.headers['content-type']} ${body.toString('base64')}`,
    );
    const headers = { ...request.headers, host: new URL(url).host };
    const passed = http.request(
      url + request.url,
      { method: request.method, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      },
    );
    passed.end(body);
  });
  await new Promise<void>((done) => between.listen(0, '127.0.0.1', done));
  const { port } = between.address() as AddressInfo;
  const target = { ...(await targetOfDouble(url, 'midlyr')), baseUrl: `http://127.0.0.1:${port}` };
  try {
    await runConformance(loadProvider('midlyr'), target, options);
  } finally {
    await target.controls?.release?.();
    between.closeAllConnections();
    await new Promise((done) => between.close(done));
  }
  return seen.sort();
}

// Requests of a race are not the same each time; those of the coverage phase arrive in any order.
const sequential: RunOptions = {
  marker: 'same',
  phases: ['preflight', 'examples', 'coverage', 'properties', 'sequences', 'limits'],
};

it('sends the same bytes for the same seed and marker, and others for another seed', async () => {
  const first = await recorded({ ...sequential, seed: 1 });
  const again = await recorded({ ...sequential, seed: 1 });
  const other = await recorded({ ...sequential, seed: 2 });
  expect(first.length).toBeGreaterThan(300);
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

it('replays the check that a finding names', async () => {
  const broken = await createDouble({
    providers: ['midlyr'],
    atRoot: true,
    defects: ['midlyr/external-ref/max~one-too-many'],
  });
  const address = await broken.listen();
  const judge = async (options: RunOptions) => {
    const target = await targetOfDouble(address, 'midlyr');
    const report = await runConformance(loadProvider('midlyr'), target, options);
    await target.controls?.release?.();
    return report;
  };
  const { findings, exitCode } = await judge({ seed: 3, marker: 'again' });
  const finding = findings.find(({ clauses }) => clauses.includes('midlyr/external-ref/max'));
  expect(exitCode).toBe(1);
  expect(finding?.replay).toContain(`--replay '${finding?.check}'`);

  // Under another marker, as the command has it: what was done before must not be in the way.
  const replayed = await judge({ seed: 3, marker: 'anew', replay: finding?.check ?? '' });
  expect(replayed.requests).toBeLessThan(12);
  expect(replayed.findings.map(({ clauses }) => clauses[0])).toContain('midlyr/external-ref/max');
  await broken.close();
});
