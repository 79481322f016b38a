import { describe, expect, it } from 'vitest';
import { auditClient } from '../../../conformance/audit/audit.ts';
import type { JournalLine } from '../../../conformance/audit/journal-line.ts';
import type { AuditLimits } from '../../../conformance/audit/limits.ts';
import type { AuditReport } from '../../../conformance/audit/report.ts';
import { auditRules } from '../../../conformance/audit/rules/index.ts';
import type { TicketRequest } from '../../../examples/requests.ts';
import type { ChaosOptions } from '../../../mock-server/chaos/read-chaos.ts';
import type { Rule } from '../../../mock-server/chaos/trouble.ts';
import { loadProvider } from '../../../specs/contract/load.ts';
import type { Provider } from '../../../specs/contract/providers.ts';
import { type Flaw, runClient, type Script, shopEvents } from '../../support/scripted-client.ts';
import { type Client, useDouble } from '../../support/use-double.ts';

/** A client that breaks a rule, and what makes it come to it. */
interface Proof {
  readonly provider: Provider;
  readonly flaw: Flaw;
  /** Entries of the journal that show it, from 1. */
  readonly shows: readonly number[];
  readonly events?: number;
  readonly trouble?: readonly Rule[];
  readonly script?: (client: Client) => Omit<Script, 'flaw'>;
  readonly limits?: Partial<AuditLimits>;
  /** How long it means to wait before its nth retry, in milliseconds, where a busy machine's delays would hide it. */
  readonly waits?: (nth: number) => number;
}

const unavailable = (first: number): Rule => ({ trouble: 'gateway', status: 503, first });
const tooMany = (first: number): Rule => ({ trouble: 'rate-limit', first });
const lost: Rule = { trouble: 'lost-answer', how: 'reset', first: 1 };

/** For every rule, the clients that break it and no other. */
const proofs: Readonly<Record<string, readonly Proof[]>> = {
  'request/valid': [
    { provider: 'tickiti', flaw: 'misspells a field', shows: [1] },
    { provider: 'loop', flaw: 'misspells a field', shows: [1] },
  ],
  'secret/header-only': [
    { provider: 'tickiti', flaw: 'puts its token into the URL', shows: [1] },
    { provider: 'mava', flaw: 'puts its token into the URL', shows: [1] },
  ],
  'key/given': [{ provider: 'tickiti', flaw: 'sends no key', shows: [1] }],
  'key/stable': [
    {
      provider: 'tickiti',
      flaw: 'makes a new key for each attempt',
      trouble: [unavailable(2)],
      shows: [1, 2],
    },
    {
      provider: 'midlyr',
      flaw: 'makes a new key for each attempt',
      trouble: [unavailable(4)],
      events: 4,
      script: () => ({ workers: 4 }),
      // Which of the four came first is left to chance.
      shows: [expect.any(Number), expect.any(Number)],
    },
  ],
  'key/one-purpose': [
    {
      provider: 'tickiti',
      flaw: 'has one key for everything',
      events: 2,
      script: () => ({ workers: 1 }),
      shows: [1, 2],
    },
    {
      provider: 'midlyr',
      flaw: 'has one key for everything',
      events: 2,
      script: () => ({ workers: 1 }),
      shows: [1, 2],
    },
  ],
  'retry/needed': [
    {
      provider: 'tickiti',
      flaw: 'takes nothing for an answer',
      trouble: [unavailable(1)],
      script: () => ({ attempts: 4 }),
      shows: [2, 3, 4],
    },
  ],
  'retry/not-refused': [
    {
      provider: 'tickiti',
      flaw: 'repeats refusals',
      script: () => ({ request: inNoQueue, attempts: 2 }),
      shows: [1, 2],
    },
    {
      provider: 'supportdesk',
      flaw: 'repeats refusals',
      script: () => ({ request: ofNobody, attempts: 2 }),
      shows: [1, 2],
    },
  ],
  'retry/same-payload': [
    {
      provider: 'tickiti',
      flaw: 'builds the body anew',
      trouble: [unavailable(1)],
      shows: [1, 2],
    },
    {
      provider: 'midlyr',
      flaw: 'builds the body anew',
      trouble: [unavailable(1)],
      shows: [1, 2],
    },
  ],
  'retry/bounded': [
    { provider: 'tickiti', flaw: 'never gives up', trouble: [unavailable(15)], shows: [1, 15] },
    { provider: 'mava', flaw: 'never gives up', trouble: [tooMany(15)], shows: [1, 15] },
  ].map((proof) => ({ ...proof, script: () => ({ pause: [5, 80] }) }) as Proof),
  'back-off/retry-after': [
    {
      provider: 'mava',
      flaw: 'ignores Retry-After',
      trouble: [{ trouble: 'rate-limit', retryAfter: 1, first: 1 }],
      shows: [1, 2],
    },
  ],
  'back-off/grows': [
    {
      provider: 'tickiti',
      flaw: 'waits always as long',
      trouble: [unavailable(6)],
      script: () => ({ attempts: 7, pause: [100, 400] }),
      shows: [1, 2, 3, 4, 5, 6],
      waits: () => 200,
    },
    {
      provider: 'tickiti',
      flaw: 'does not wait',
      trouble: [unavailable(6)],
      script: () => ({ attempts: 7 }),
      shows: [2, 3],
      waits: () => 0,
    },
  ],
  'back-off/jitter': [
    {
      provider: 'tickiti',
      flaw: 'waits to the millisecond',
      trouble: [unavailable(15)],
      events: 5,
      script: () => ({ workers: 5, pause: [100, 400] }),
      shows: [1, 6, 2, 7, 3, 8],
      waits: (nth) => Math.min(400, 100 * 2 ** (nth - 1)),
    },
  ],
  'answer/replay-accepted': [
    {
      provider: 'midlyr',
      flaw: 'takes a replay for a failure',
      trouble: [lost],
      script: () => ({ attempts: 4 }),
      shows: [2, 3, 4],
    },
  ],
  'answer/unknown-field': [
    {
      provider: 'tickiti',
      flaw: 'forbids unknown fields',
      trouble: [{ trouble: 'unknown-field' }],
      script: () => ({ attempts: 3 }),
      shows: [1, 2, 3],
    },
    {
      provider: 'midlyr',
      flaw: 'forbids unknown fields',
      trouble: [{ trouble: 'unknown-field' }],
      script: () => ({ attempts: 3 }),
      shows: [1, 2, 3],
    },
  ],
  'load/limit': [
    {
      provider: 'mava',
      flaw: 'does not count',
      events: 92,
      // A test moves the clock in place of waiting.
      script: (client) => ({
        attempts: 1,
        workers: 1,
        limit: { requests: 90, waitForNext: () => client.clock({ advance: 31 }) },
      }),
      shows: [91],
    },
  ],
  'load/concurrency': (['tickiti', 'mava'] as const).map((provider) => ({
    provider,
    flaw: 'sends all at once',
    events: 15,
    trouble: [{ trouble: 'latency', latency: { fixed: 60 } }],
    // How many are on their way when the first is answered is left to chance.
    shows: [1, expect.any(Number)],
  })),
  'load/timeout': [
    {
      provider: 'tickiti',
      flaw: 'has no timeout',
      trouble: [{ trouble: 'lost-answer', how: 'hang', patience: 0.4, first: 1 }],
      limits: { patience: 0.3 },
      script: () => ({ timeout: 150 }),
      shows: [1],
    },
  ],
  'outcome/one-ticket': [
    { provider: 'mava', flaw: 'repeats what may be done', trouble: [lost], shows: [1, 2] },
    { provider: 'loop', flaw: 'repeats what may be done', trouble: [lost], shows: [1, 2] },
    {
      provider: 'tickiti',
      flaw: 'files each event twice',
      trouble: [lost],
      script: () => ({ workers: 1 }),
      shows: [1, 3],
    },
  ],
  'outcome/known': [
    { provider: 'tickiti', flaw: 'says nothing', trouble: [unavailable(3)], shows: [2] },
    { provider: 'mava', flaw: 'says nothing', trouble: [lost], shows: [1] },
  ].map((proof) => ({ ...proof, script: () => ({ attempts: 2 }) }) as Proof),
};

function inNoQueue({ body, ...rest }: TicketRequest): TicketRequest {
  return { ...rest, body: { ...body, data: { ...(body.data as object), queue_name: 'nowhere' } } };
}

function ofNobody({ body, ...rest }: TicketRequest): TicketRequest {
  return { ...rest, body: { ...body, customerExternalId: 'nobody' } };
}

const double = useDouble();

async function auditOf(proof: Proof, flaw?: Flaw): Promise<AuditReport> {
  const { provider, events = 1, trouble = [], script = () => ({}), limits = {} } = proof;
  const client = await double.client(provider);
  const chaos: ChaosOptions = trouble.length > 0 ? { rules: trouble, seed: 1 } : {};
  await client.chaos(chaos);
  const undone = await runClient(client.target, shopEvents(events), { ...script(client), flaw });
  const lines: readonly JournalLine[] = await client.journal();
  const waits = flaw === undefined ? undefined : proof.waits;
  return auditClient(loadProvider(provider), waits ? onIdleMachine(lines, waits) : lines, {
    limits,
    reported: undone.length > 0,
  });
}

/** With the waits of each key's attempts as they were meant. */
function onIdleMachine(
  lines: readonly JournalLine[],
  waits: (nth: number) => number,
): readonly JournalLine[] {
  const latest = new Map<unknown, { ended: number; nth: number }>();
  return lines.map((line) => {
    const [began, ended] = [Date.parse(line.began), Date.parse(line.ended)];
    const key = line.request.headers['idempotency-key'];
    const before = latest.get(key);
    const begins = before ? before.ended + waits(before.nth) : began;
    latest.set(key, { ended: begins + ended - began, nth: (before?.nth ?? 0) + 1 });
    const time = (at: number) => new Date(at).toISOString();
    return { ...line, began: time(begins), ended: time(begins + ended - began) };
  });
}

function verdictOf({ rules }: AuditReport, id: string) {
  return rules.find((rule) => rule.id === id)?.verdict;
}

it('has a proof for every rule', () => {
  expect(Object.keys(proofs)).toEqual(auditRules.map(({ id }) => id));
});

describe.each(
  Object.entries(proofs).flatMap(([rule, list]) =>
    list.map((proof) => [rule, `${proof.provider}, a client that ${proof.flaw}`, proof] as const),
  ),
)('%s: at %s', (rule, _, proof) => {
  it('breaks it, and no other rule', async () => {
    const report = await auditOf(proof, proof.flaw);
    expect(report.findings.map((one) => `${one.verdict} ${one.rule}: ${one.actual}`)).toEqual([
      expect.stringContaining(`fail ${rule}: `),
    ]);
    expect(report.findings[0]?.evidence.map(({ entry }) => entry)).toEqual(proof.shows);
    expect(report.exitCode).toBe(1);
  });

  it('keeps it without the flaw, under the same trouble', async () => {
    const report = await auditOf(proof);
    expect(report.findings).toEqual([]);
    expect(verdictOf(report, rule)).toBe('pass');
  });
});

describe.each(['mava', 'loop', 'supportdesk'] as const)('%s, which has no keys', (provider) => {
  it('has no rules about keys and replays', async () => {
    const report = await auditOf({ provider, flaw: 'says nothing', shows: [] });
    const rules = report.rules.filter(({ verdict }) => verdict === 'not-applicable');
    expect(rules.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'key/given',
        'key/stable',
        'key/one-purpose',
        'answer/replay-accepted',
      ]),
    );
  });
});
