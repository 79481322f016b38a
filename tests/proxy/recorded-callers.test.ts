import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sendExchange } from '../../conformance/play-exchange.ts';
import { replayExchanges } from '../../conformance/proxy/recording/replay.ts';
import { openTarget } from '../../conformance/target/open-target.ts';
import type { Target } from '../../conformance/target/target.ts';
import type { GoldenExchange } from '../../specs/contract/golden-exchange.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { exchangesFile, readExchanges } from '../../specs/contract/read-exchanges.ts';
import { temporaryFolder } from '../support/cli.ts';
import { doubleOf, watchBefore } from './support.ts';

/** Those of which the answer says who may do what, or whose something is. */
const byCaller = { tickiti: 'lacking-ability', loop: 'second-key', supportdesk: 'second-tenant' };

describe.each(Object.entries(byCaller) as [keyof typeof byCaller, string][])(
  'at a server of %s with callers who may not do the same',
  (provider, role) => {
    const contract = loadProvider(provider);
    const targetOf = async () => openTarget((await doubleOf(provider)).address, contract);
    const isAccepted = ({ answer }: GoldenExchange) => answer.status < 300;

    /** What is recorded where one body is sent by several callers, the first of whom is primary. */
    async function recorded(target: Target, known: { readonly target?: Target }) {
      const proxy = await watchBefore(target.baseUrl, { provider, record: true, ...known });
      const { exchanges } = readExchanges(exchangesFile(provider));
      const accepted = exchanges.filter(isAccepted).find(({ request }) => request.as === 'primary');
      if (!accepted) throw new Error('no exchange is of primary');
      for (const as of ['primary', role]) {
        const request = { ...accepted.request, as };
        await sendExchange({ ...target, baseUrl: proxy.address }, { ...accepted, request });
      }
      const file = path.join(temporaryFolder(), 'recorded.yaml');
      writeFileSync(file, (await proxy.close()).recording.text);
      return readExchanges(file).exchanges;
    }

    it('only the first is recorded, where nobody says who they are', async () => {
      const exchanges = await recorded(await targetOf(), {});
      expect(exchanges.map(({ request }) => request.as)).toEqual(['primary']);
    });

    it('each is recorded under the name that a target file has for it', async () => {
      const target = await targetOf();
      const exchanges = await recorded(target, { target });
      expect(exchanges.map(({ request }) => request.as)).toEqual(['primary', role]);
      for await (const { name, differences } of replayExchanges(contract, target, exchanges))
        expect(differences, name).toEqual([]);
    });
  },
);
