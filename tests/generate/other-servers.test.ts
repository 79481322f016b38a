import { describe, expect, it } from 'vitest';
import { generateCases } from '../../conformance/generate/generate.ts';
import { sendCases } from '../../conformance/index.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { otherServers, targetOf } from '../support/other-servers.ts';
import { someOf } from '../support/some-of.ts';

describe.each(someOf(otherServers, 2))(
  '$provider as $variant, which honours the document',
  ({ provider, variant, module }) => {
    it('is allowed every answer that it gives', { timeout: 60_000 }, async () => {
      const contract = loadProvider(provider);
      const server = await module.start(variant);
      try {
        const target = targetOf(server);
        const failed: unknown[] = [];
        // What comes first touches everything that a single request can touch.
        const cases = await generateCases(contract, target, { seed: 11, count: 250 });
        await sendCases(contract, target, cases, {
          onEvent: (event) =>
            event.type === 'result' &&
            event.result.verdict === 'fail' &&
            failed.push({ id: event.result.id, shown: event.result.shown }),
        });
        expect(failed).toEqual([]);
      } finally {
        await server.close();
      }
    });
  },
);
