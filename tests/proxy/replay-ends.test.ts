import { expect, it } from 'vitest';
import { replayExchanges } from '../../conformance/proxy/recording/replay.ts';
import type { Target } from '../../conformance/target/target.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { exchangesFile, readExchanges } from '../../specs/contract/read-exchanges.ts';
import { httpServer } from './support.ts';

it('a replay ends when it is told to, also at a server that never answers', async () => {
  const end = new AbortController();
  const baseUrl = await httpServer(() => end.abort());
  const target: Target = {
    provider: 'loop',
    baseUrl,
    credentials: {
      primary: { tenant: 'a', header: 'Authorization', value: 'Bearer a' },
    },
    tenants: [],
    may: { exhaustRateLimit: false, useUpQuota: false, createTickets: 0 },
  };
  const { exchanges } = readExchanges(exchangesFile('loop'));
  const replayed = replayExchanges(loadProvider('loop'), target, exchanges, end.signal);
  expect(await replayed.next()).toEqual({ done: true, value: undefined });
});
