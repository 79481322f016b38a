import { type Received, sendExchange, type Target } from '../../conformance/play-exchange.ts';
import type { GoldenExchange } from '../../specs/contract/golden-exchange.ts';
import type { Contract } from '../../specs/contract/types.ts';
import { type Prism, startPrism } from './prism.ts';

/** Two Prisms before one server: requests that the contract's schemas refuse get past the second alone. */
export interface Judges {
  /** `--errors`: judges request and answer; a request that breaks a schema goes no further. */
  readonly full: Prism;
  /** Lets every request pass and judges the answer. */
  readonly answerAlone: Prism;
  stop(): Promise<void>;
}

/** What Prism says of one exchange. */
export interface Verdict {
  readonly by: 'full' | 'answerAlone';
  readonly received: Received;
  /** Violations that Prism sees in the answer, errors and warnings alike. */
  readonly violations: readonly string[];
}

/** @param baseUrl what stands for the origin of the provider's own server. */
export async function startJudges(contract: Contract, baseUrl: string): Promise<Judges> {
  const proxy = ['proxy', contract.file, baseUrl + contract.basePath];
  const [full, answerAlone] = await Promise.all([
    startPrism(...proxy, '--errors'),
    startPrism(...proxy, '--validate-request=false'),
  ]);
  const stop = async () => {
    await Promise.all([full.stop(), answerAlone.stop()]);
  };
  return { full, answerAlone, stop };
}

/** The body that Prism reads at most, in bytes. */
const prismBodyLimit = 10 * 2 ** 20;

/** Why Prism cannot carry an exchange; undefined when it can. */
export function obstacleOf(contract: Contract, { request }: GoldenExchange): string | undefined {
  const { method, raw, headers = {}, bodyRepeat = {} } = request;
  const path = request.path.split('?')[0];
  if (!contract.operations.some((known) => known.path === path && known.method === method))
    return 'Prism routes only what the contract has';

  // Prism sends on what it parsed, not what it read, and hangs on a text that it cannot decode.
  const charset = /charset=(.*)/i.exec(headers['Content-Type'] ?? '')?.[1] ?? 'utf-8';
  if (raw !== undefined || charset !== 'utf-8') return 'the very bytes matter';

  const repeated = Object.values(bodyRepeat).map(
    ([item, count]) => (typeof item === 'string' ? item : JSON.stringify(item)).length * count,
  );
  if (repeated.some((length) => length >= prismBodyLimit)) return 'Prism does not read that much';
  return undefined;
}

/** Sends an exchange through Prism: in full, or, when Prism itself turns the request away, for its answer. */
export async function judgeByPrism(
  contract: Contract,
  judges: Judges,
  credentials: Target['credentials'],
  exchange: GoldenExchange,
): Promise<Verdict> {
  const path = exchange.request.path.slice(contract.basePath.length);
  const shortened = { ...exchange, request: { ...exchange.request, path } };
  const through = (baseUrl: string) => sendExchange({ baseUrl, credentials }, shortened);

  const received = await through(judges.full.address);
  if (!isTurnedAway(received)) return { by: 'full', received, violations: violationsIn(received) };
  const second = await through(judges.answerAlone.address);
  return { by: 'answerAlone', received: second, violations: violationsIn(second) };
}

/** Prism refused the request and sent nothing on; about an answer it would have spoken of violations. */
function isTurnedAway({ headers, text }: Received): boolean {
  if (headers.get('content-type') !== 'application/problem+json') return false;
  return !JSON.parse(text).type.endsWith('#VIOLATIONS');
}

function violationsIn({ headers }: Received): string[] {
  const listed = headers.get('sl-violations');
  if (listed === null) return [];
  // Prism cuts a long list short, and then it is no JSON.
  if (!listed.startsWith('[')) return [listed];
  const violations = JSON.parse(listed) as { location: string[]; message: string }[];
  return violations
    .filter(({ location }) => location[0] === 'response')
    .map(({ location, message }) => `${location.join('.')}: ${message}`);
}
