import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { replayExchanges } from '../../conformance/proxy/recording/replay.ts';
import { openTarget } from '../../conformance/target/open-target.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { type Provider, providers } from '../../specs/contract/providers.ts';
import { exchangesFile, readExchanges } from '../../specs/contract/read-exchanges.ts';
import { runCli, temporaryFolder } from '../support/cli.ts';
import { doubleOf, sendGolden, watchBefore } from './support.ts';

/** What is recorded when a provider's golden exchanges pass on their way to a double. */
async function record(provider: Provider) {
  const { target } = await doubleOf(provider);
  const proxy = await watchBefore(target.baseUrl, { provider, record: true });
  await sendGolden(target, proxy.address, readExchanges(exchangesFile(provider)).exchanges);
  const { recording } = await proxy.close();
  return { text: recording.text, tokens: Object.values(target.credentials) };
}

const known = new Map<Provider, ReturnType<typeof record>>();

/** The same in a file; each provider is recorded once. */
async function recorded(provider: Provider) {
  const recording = known.get(provider) ?? record(provider);
  known.set(provider, recording);
  const file = path.join(temporaryFolder(), 'recorded.yaml');
  writeFileSync(file, (await recording).text);
  return { ...(await recording), file };
}

describe.each(providers)('what was recorded at one double of %s', (provider) => {
  it('replays at a fresh one', async () => {
    const { file, text, tokens } = await recorded(provider);
    expect(text).toMatch(/^# Golden exchanges as they passed/);
    const { exchanges } = readExchanges(file);
    const contract = loadProvider(provider);
    expect(exchanges.length).toBeGreaterThan(8);
    for (const { clauses } of exchanges)
      for (const id of clauses) expect(contract.clauses.has(id), id).toBe(true);
    for (const { token } of tokens) expect(text).not.toContain(token);
    const { address } = await doubleOf(provider);
    const fresh = await openTarget(address, contract);
    for await (const { name, differences } of replayExchanges(contract, fresh, exchanges))
      expect(differences, name).toEqual([]);
  });
});

describe('doublecheck replay', () => {
  it('says so where nothing differs, and ends with 0', async () => {
    const { file } = await recorded('loop');
    const { address } = await doubleOf('loop');
    const { code, stdout } = await runCli(['replay', file, '--target', address]);
    expect(stdout).toMatch(/^\d+ of \d+ exchanges replayed, 0 different\n$/);
    expect(code).toBe(0);
  });

  it('prints a line for each difference, and ends with 1', async () => {
    const { file } = await recorded('loop');
    const { address } = await doubleOf('loop', ['loop/response/ticket-id-type~null']);
    const { code, stdout } = await runCli(['replay', file, '--target', address]);
    expect(stdout).toMatch(/createSupportTicket, 201.*: the response schema: \/.* must be string/);
    expect(code).toBe(1);
  });

  it('ends with 3 where nobody answers, and with 2 where the file is none', async () => {
    const { file } = await recorded('loop');
    const gone = await runCli(['replay', file, '--target', 'http://127.0.0.1:9']);
    expect(gone.code).toBe(3);
    writeFileSync(file, 'provider: loop\nexchanges: []\n');
    const wrong = await runCli(['replay', file, '--target', 'http://127.0.0.1:9']);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toMatch(/Give a file that `doublecheck proxy --record` wrote/);
  });
});
