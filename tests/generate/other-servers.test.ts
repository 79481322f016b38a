import { describe, expect, it } from 'vitest';
import { generateCases } from '../../conformance/generate/generate.ts';
import { sendCases } from '../../conformance/index.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { otherServers, targetOf } from '../other-servers/all.ts';

/** What comes first touches everything; of the random kinds a part is enough. */
const rounds = [
  { seed: 11, count: 400 },
  { seed: 12, count: 400, kinds: ['boundary', 'sequence'] as const },
];

describe.each(otherServers)(
  '$provider as $variant, which honours the document',
  ({ provider, variant, module }) => {
    it('is allowed every answer that it gives', { timeout: 60_000 }, async () => {
      const contract = loadProvider(provider);
      const server = await module.start(variant);
      try {
        const target = targetOf(server);
        const failed: unknown[] = [];
        for (const options of rounds) {
          const cases = await generateCases(contract, target, {
            ...options,
            ...('kinds' in options && { kinds: [...(options.kinds ?? [])] }),
          });
          await sendCases(contract, target, cases, {
            onEvent: (event) =>
              event.type === 'result' &&
              event.result.verdict === 'fail' &&
              failed.push({ id: event.result.id, shown: event.result.shown }),
          });
        }
        expect(failed).toEqual([]);
      } finally {
        await server.close();
      }
    });
  },
);
