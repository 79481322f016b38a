import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../conformance/exchange.ts';
import { sendExchange } from '../../conformance/play-exchange.ts';
import { exchangesFile, readExchanges } from '../../conformance/read-exchanges.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { type Provider, providers } from '../../specs/contract/providers.ts';
import { runCli, temporaryFolder } from '../support/cli.ts';
import { doubleOf, proxyBefore } from './support.ts';

/** Sends golden exchanges of a provider to a double by way of a proxy that records them. */
async function recorded(provider: Provider, isMeant: (exchange: Exchange) => boolean) {
  const { target } = await doubleOf(provider);
  const proxy = await proxyBefore(target.baseUrl, { provider, record: true });
  for (const exchange of readExchanges(exchangesFile(provider)).filter(isMeant))
    await sendExchange({ ...target, baseUrl: proxy.address }, exchange);
  const { recording } = await proxy.close();
  const file = path.join(temporaryFolder(), 'recorded.yaml');
  writeFileSync(file, recording.text);
  return { file, exchanges: readExchanges(file), text: recording.text, target };
}

/** Other roles are another world's or another tenant's: a proxy does not know whose. */
const ofPrimary = ({ request: { as }, answer: { status } }: Exchange) =>
  (as === 'primary' || as === undefined) && status !== 429;

describe.each(providers)('what was recorded at one double of %s', (provider) => {
  it('replays at a fresh one', async () => {
    const { file, exchanges, text, target } = await recorded(provider, ofPrimary);
    const contract = loadProvider(provider);
    expect(exchanges.length).toBeGreaterThan(8);
    for (const { clauses } of exchanges)
      for (const id of clauses) expect(contract.clauses.has(id), id).toBe(true);
    for (const { token } of Object.values(target.credentials)) expect(text).not.toContain(token);
    const { address } = await doubleOf(provider);
    const { code, stdout } = await runCli(['replay', file, '--target', address]);
    expect(stdout).toMatch(/^\d+ of \d+ exchanges replayed, 0 different\n$/);
    expect(code).toBe(0);
  });
});

describe('doublecheck replay', () => {
  it('prints a line for each difference, and ends with 1', async () => {
    const { file } = await recorded('loop', ofPrimary);
    const { address } = await doubleOf('loop', ['loop/response/ticket-id-type~null']);
    const { code, stdout } = await runCli(['replay', file, '--target', address]);
    expect(stdout).toMatch(/createSupportTicket, 201.*: the response schema: \/.* must be string/);
    expect(code).toBe(1);
  });

  it('ends with 3 where nobody answers, and with 2 where the file is none', async () => {
    const { file } = await recorded('loop', ofPrimary);
    const gone = await runCli(['replay', file, '--target', 'http://127.0.0.1:9']);
    expect(gone.code).toBe(3);
    writeFileSync(file, 'provider: loop\nexchanges: []\n');
    const wrong = await runCli(['replay', file, '--target', 'http://127.0.0.1:9']);
    expect(wrong.code).toBe(2);
  });
});
