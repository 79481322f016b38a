import { describe, expect, it } from 'vitest';
import { judgeExchange, sendExchange } from '../conformance/play-exchange.ts';
import { loadProvider } from '../specs/contract/load.ts';
import { providers } from '../specs/contract/providers.ts';
import { exchangesFile, readExchanges } from '../specs/contract/read-exchanges.ts';
import { useDouble } from './support/use-double.ts';

const double = useDouble();

describe.each(providers)('golden exchanges: %s', (provider) => {
  const contract = loadProvider(provider);
  const { exchanges } = readExchanges(exchangesFile(provider));

  it('cites clauses that the contract has, and names each exchange once', () => {
    const unknown = exchanges.flatMap(({ clauses }) =>
      clauses.filter((id) => !contract.clauses.has(id)),
    );
    expect(unknown).toEqual([]);
    expect(new Set(exchanges.map(({ name }) => name)).size).toBe(exchanges.length);
  });

  it.each(exchanges.map((exchange) => [exchange.name, exchange] as const))(
    '%s',
    async (_name, exchange) => {
      const client = await double.client(provider);
      const received = await sendExchange(client.target, exchange);
      expect(judgeExchange(contract, exchange, received)).toEqual([]);

      const [entry] = await client.journal();
      const strangers = (entry?.clauses ?? []).filter((id) => !contract.clauses.has(id));
      expect(strangers).toEqual([]);
      const stopped = entry?.clause;
      const isOfOrder = exchange.clauses.some((id) => id.includes('/order'));
      if (stopped && entry.outcome === 'refused' && !isOfOrder)
        expect(exchange.clauses).toContain(stopped);
    },
  );
});
