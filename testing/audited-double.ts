import type { AuditOptions } from '../conformance/audit/audit.ts';
import type { AuditReport } from '../conformance/audit/report.ts';
import { sourceName } from '../conformance/audit/source/source-name.ts';
import { askedFor } from '../mock-server/chaos/asked-for.ts';
import type { Profile } from '../mock-server/chaos/profiles.ts';
import type { ChaosOptions } from '../mock-server/chaos/read-chaos.ts';
import {
  createDouble as createPlain,
  type Double,
  type DoubleOptions,
} from '../mock-server/double.ts';
import type { Provider } from '../specs/contract/providers.ts';

export interface DoubleAuditOptions extends Omit<AuditOptions, 'source'> {
  /** Whose requests to judge; needed where there are requests to several. */
  readonly provider?: Provider;
}

const defaultBound = 10_000;

/** A double that also judges the client that it had. */
export interface AuditedDouble extends Double {
  /**
   * Judges what the clients of the default sandbox did so far.
   *
   * @throws Error when it is not clear whose contract they are to be judged by.
   * @example
   * expect(await double.audit()).toHaveNoFindings();
   */
  audit(options?: DoubleAuditOptions): Promise<AuditReport>;
  /**
   * Gives the clients of the default sandbox trouble while some work is done; after it they have what they
   * had before, from its beginning: its requests are counted anew, and its seconds too. Without a seed it is 1,
   * so that a test meets the same trouble each time.
   *
   * @returns what the work returns.
   * @example
   * await double.withChaos('lossy', async () => fileTicket(event));
   */
  withChaos<T>(chaos: Profile | ChaosOptions, work: () => Promise<T>): Promise<T>;
}

/**
 * Brings up doubles of the providers, each with its own world.
 *
 * @throws FileError for a world file that cannot be used, StoreError for such a store, UnknownDefect, ChaosError.
 * @example
 * const double = await createDouble({ providers: ['mava'] });
 * await request(double.app).post('/mava/api/ticket').set('x-auth-token', 'mava_harbor_primary').send(…);
 * await double.close();
 */
export async function createDouble(options: DoubleOptions = {}): Promise<AuditedDouble> {
  const { journalBound = defaultBound } = options;
  const double = await createPlain({ ...options, journalBound });
  return {
    ...double,
    async audit({ provider, ...asked } = {}) {
      const lines = await double.journal();
      const name = provider ?? soleProvider(double, lines);
      const contract = double.contracts.find((known) => known.provider === name);
      if (!contract) throw new Error(`this double has no provider ${name}`);
      // Most tests audit nothing, and start the sooner without it.
      const { auditClient } = await import('../conformance/audit/audit.ts');
      const own = lines.filter((line) => line.provider === name);
      const source = sourceName('the double of this test', lines.length, journalBound);
      return auditClient(contract, own, { source, ...asked });
    },
    async withChaos(chaos, work) {
      const before = await double.chaos();
      const asked = typeof chaos === 'string' ? { profile: chaos } : chaos;
      await double.setChaos({ seed: 1, ...asked });
      try {
        return await work();
      } finally {
        await double.setChaos(before ? askedFor(before) : {});
      }
    },
  };
}

/** The one that there were requests to, or that there is. */
function soleProvider({ contracts }: Double, lines: readonly { readonly provider: string }[]) {
  const asked = new Set(lines.map(({ provider }) => provider));
  const [name] = asked.size > 0 ? asked : contracts.map(({ provider }) => provider);
  if (asked.size <= 1 && (asked.size === 1 || contracts.length === 1)) return name;
  const served = contracts.map(({ provider }) => provider).join(', ');
  const why =
    asked.size > 1 ? `there were requests to ${[...asked].join(' and ')}` : `it serves ${served}`;
  throw new Error(`${why}: say whose client to judge, as { provider: '${name}' }`);
}
