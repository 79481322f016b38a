import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { replayExchanges } from '../../conformance/proxy/recording/replay.ts';
import { openTarget } from '../../conformance/target/open-target.ts';
import { createDouble, type DoubleOptions } from '../../mock-server/index.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import type { Provider } from '../../specs/contract/providers.ts';
import { exchangesFile, readExchanges } from '../../specs/contract/read-exchanges.ts';
import { packageRoot } from '../../specs/contract/root.ts';
import { runCli, temporaryFolder } from '../support/cli.ts';
import { sendGolden, watchBefore } from './support.ts';

/** What another server calls the things that the built-in world and the golden exchanges name. */
const elsewhere: Partial<Record<Provider, Readonly<Record<string, string>>>> = {
  loop: { brand_harbor: 'brand_elsewhere', person_harbor_1: 'person_elsewhere' },
  mava: {
    '64c1d2e3f4a5b6c7d8e9f001': '74c1d2e3f4a5b6c7d8e9f001',
    '645ghi1234567890abcdef34': '745ghi1234567890abcdef34',
    '64e3f4a5b6c7d8e9f0a1b201': '74e3f4a5b6c7d8e9f0a1b201',
    '64b0c1d2e3f4a5b6c7d8e901': '74b0c1d2e3f4a5b6c7d8e901',
    '64f4a5b6c7d8e9f0a1b2c301': '74f4a5b6c7d8e9f0a1b2c301',
    'mava-uploads-harbor': 'mava-uploads-elsewhere',
  },
  supportdesk: {
    user_42: 'user_elsewhere',
    '7b1e3a52-9c0d-4f6e-8a21-5d3c9e0f4b11': '8b1e3a52-9c0d-4f6e-8a21-5d3c9e0f4b11',
  },
  tickiti: { Returns: 'Faults', warranty_claim: 'fault_claim' },
};

async function serve(options: DoubleOptions) {
  const double = await createDouble(options);
  onTestFinished(() => double.close());
  return double.listen();
}

describe.each(Object.entries(elsewhere) as [Provider, Record<string, string>][])(
  'what was recorded at another server of %s',
  (provider, names) => {
    const contract = loadProvider(provider);
    const renamed = (file: string) =>
      Object.entries(names).reduce(
        (text, [ours, theirs]) => text.replaceAll(new RegExp(`\\b${ours}\\b`, 'g'), theirs),
        readFileSync(file, 'utf8'),
      );
    const differencesAt = async (address: string, file: string) => {
      const found: string[] = [];
      const target = await openTarget(address, contract);
      const { exchanges } = readExchanges(file);
      for await (const { differences } of replayExchanges(contract, target, exchanges))
        found.push(...differences);
      return found;
    };

    it('is answered so by a double that was given it, and by no other', async () => {
      const folder = temporaryFolder();
      const [world, golden, recorded] = ['world.yaml', 'golden.yaml', 'recorded.yaml'].map((name) =>
        path.join(folder, name),
      ) as [string, string, string];
      const own = path.join(packageRoot, 'fixtures', 'worlds', `${provider}.yaml`);
      writeFileSync(world, renamed(own));
      writeFileSync(golden, renamed(exchangesFile(provider)));

      const other = await createDouble({ providers: [provider], worlds: [world] });
      onTestFinished(() => other.close());
      const [target] = await other.targets(await other.listen());
      if (!target) throw new Error('it is not served');
      const proxy = await watchBefore(target.baseUrl, { provider, record: true });
      await sendGolden(target, proxy.address, readExchanges(golden).exchanges);
      writeFileSync(recorded, (await proxy.close()).recording.text);
      expect(readExchanges(recorded).exchanges.length).toBeGreaterThan(8);

      const given = await serve({ providers: [provider], exchanges: [recorded] });
      expect(await differencesAt(given, recorded)).toEqual([]);
      const plain = await serve({ providers: [provider] });
      expect(await differencesAt(plain, recorded)).not.toEqual([]);
    });
  },
);

describe('doublecheck serve --exchanges', () => {
  it('refuses exchanges of a provider that it does not serve', async () => {
    const { code, stderr } = await runCli(['serve', 'loop', '--exchanges', exchangesFile('mava')]);
    expect(stderr).toMatch(/mava\.yaml.*\/provider: there is no double of "mava"/);
    expect(stderr).toContain('Give exchanges of loop.');
    expect(code).toBe(2);
  });
});
