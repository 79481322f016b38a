import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeExchange } from '../conformance/play-exchange.ts';
import { loadProvider } from '../specs/contract/load.ts';
import { providers } from '../specs/contract/providers.ts';
import { exchangesFile, readExchanges } from '../specs/contract/read-exchanges.ts';
import { mapInParallel } from './support/map-in-parallel.ts';
import { type Judges, judgeByPrism, obstacleOf, startJudges } from './support/prism-judges.ts';
import { someOf } from './support/some-of.ts';
import { useDouble } from './support/use-double.ts';

const double = useDouble();

/** Starting a Prism takes a second of a processor that others may be using. */
const patience = 60_000;

describe.each(someOf(providers, 2))(
  'Prism between the golden exchanges and the double: %s',
  (provider) => {
    const contract = loadProvider(provider);
    const { exchanges } = readExchanges(exchangesFile(provider));
    const carried = exchanges.filter((exchange) => !obstacleOf(contract, exchange));

    let judges: Judges;
    beforeAll(async () => {
      judges = await startJudges(contract, `${double.address}/${provider}`);
    }, patience);
    afterAll(() => judges.stop());

    const judge = async (exchange: (typeof carried)[number]) => {
      const { target } = await double.client(provider);
      const verdict = await judgeByPrism(contract, judges, target.credentials, exchange);
      return { exchange, ...verdict };
    };

    it('carries two of three exchanges at least, and an accepted one of every operation', () => {
      expect(carried.length).toBeGreaterThanOrEqual((exchanges.length * 2) / 3);
      const accepted = carried.filter(({ answer }) => answer.status < 300);
      const paths = new Set(accepted.map(({ request }) => `${request.method} ${request.path}`));
      const all = contract.operations.map(({ method, path }) => `${method} ${path}`);
      expect([...paths]).toEqual(expect.arrayContaining(all));
    });

    it(
      'reports no violation, and passes on the answers that the exchanges have',
      async () => {
        const verdicts = await mapInParallel(8, carried, judge);
        const complaints = verdicts.flatMap(({ exchange, received, violations }) =>
          [...violations, ...judgeExchange(contract, exchange, received)].map(
            (complaint) => `${exchange.name}: ${complaint}`,
          ),
        );
        expect(complaints).toEqual([]);

        // A request that Prism turns away breaks a schema or lacks a credential: nobody may accept it.
        const turnedAway = verdicts.filter(({ by }) => by === 'answerAlone');
        expect(turnedAway.filter(({ received }) => received.status < 300)).toEqual([]);
        expect(turnedAway).not.toHaveLength(0);
        expect(verdicts.length - turnedAway.length).toBeGreaterThan(0);
      },
      patience,
    );
  },
);
