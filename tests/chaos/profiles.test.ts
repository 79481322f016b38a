import type { Agent } from 'node:http';
import { assert, describe, expect, it } from 'vitest';
import type { Profile } from '../../mock-server/chaos/profiles.ts';
import { profileNames } from '../../mock-server/chaos/profiles.ts';
import type { JournalEntry } from '../../mock-server/journal/journal.ts';
import { createAjv } from '../../specs/contract/ajv.ts';
import { type Provider, providers } from '../../specs/contract/providers.ts';
import { ticketOperation } from '../support/file-ticket.ts';
import { mapInParallel } from '../support/map-in-parallel.ts';
import { type Client, useDouble } from '../support/use-double.ts';
import { ask, type Came, keepingAlive, mark } from './wire.ts';

const double = useDouble();

/** Requests of a run: fewer than the least limit of a provider, though some arrive twice. */
const count = 60;

/** A request with what came of it and what the double says of it. */
interface Attempt {
  readonly came: Came;
  /** Whether the client left before all of it came. */
  readonly gaveUp: boolean;
  /** Two when it arrived twice. */
  readonly entries: readonly JournalEntry[];
}

/** A page, with or without Retry-After, as nobody but something in front of the provider sends. */
const isPage = ({ headers, text }: Came) =>
  String(headers['content-type']).startsWith('text/html') && text.startsWith('<html>');

/** What the wire shows of a trouble that decides over the answer. */
const looks: Readonly<Record<string, (came: Came, provider: Provider) => boolean>> = {
  'server-error': ({ status }) => status === 500,
  'rate-limit': (came, provider) => came.status === 429 && (provider === 'mava' || isPage(came)),
  gateway: (came) => [502, 503, 504].includes(came.status) && isPage(came),
  'closed-connection': ({ status }) => status === 0,
  'lost-answer': ({ status }) => status === 0,
  'truncated-body': ({ status, isWhole, body }) => status > 0 && !isWhole && body === undefined,
  'invalid-json': ({ status, isWhole, body }) => status === 200 && isWhole && body === undefined,
  'slow-body': ({ status, isWhole }) => status > 0 && isWhole,
  'duplicate-delivery': ({ status, isWhole }) => status > 0 && isWhole,
};

const beside = ['latency', 'clock-skew', 'unknown-field'];

/** How long a client waits under a profile that lets it hang, in milliseconds. */
const patience: Partial<Record<Profile, number>> = { lossy: 300 };

async function attempts(client: Client, profile: Profile | undefined): Promise<Attempt[]> {
  if (profile) await client.chaos({ profile, seed: 11 });
  const all = await keepingAlive(async (agent: Agent) => {
    const ids = Array.from({ length: count }, (_, index) => `attempt-${index}`);
    return mapInParallel(10, ids, async (id) => {
      const wait = profile && patience[profile];
      const giveUp = wait === undefined ? undefined : AbortSignal.timeout(wait);
      const came = await ask(client, {
        agent,
        headers: { 'X-Attempt': id },
        ...(giveUp && { giveUp }),
      });
      return { id, came, gaveUp: giveUp?.aborted === true && !came.isWhole };
    });
  }, 10);
  const journal = await expect
    .poll(() => client.journal(), { interval: 5 })
    .toSatisfy((found: JournalEntry[]) => found.filter(isLast).length === count)
    .then(() => client.journal());
  return all.map(({ id, ...attempt }) => ({
    ...attempt,
    entries: journal.filter(({ request }) => request.headers['x-attempt'] === id),
  }));
}

/** Whether it is not the copy of a request that arrived twice. */
function isLast({ troubles, hungUp }: JournalEntry): boolean {
  return !(troubles?.includes('duplicate-delivery') && hungUp === 'server');
}

const ajv = createAjv();

/** Fails unless the contract documents the answer for its operation. */
function assertDocumented(provider: Provider, { status, text, body, headers }: Came): void {
  const schema = ticketOperation(provider).operation.responses.get(String(status));
  assert(schema, `${provider} documents no ${status}: ${text}`);
  assert.match(String(headers['content-type']), /^application\/json/);
  assert(ajv.validate(schema, body), `${ajv.errorsText()} in ${text}`);
}

function assertJudged(provider: Provider, { came, gaveUp, entries }: Attempt): void {
  const entry = entries.find(isLast);
  assert(entry, 'each request has an entry');
  assert(entry.began <= entry.ended);
  const { troubles = [], fault } = entry;
  if (came.status > 0) assert.equal(came.headers[mark], fault);
  assert.equal(fault === undefined, troubles.length === 0);
  const [main] = troubles.filter((kind) => !beside.includes(kind));
  if (gaveUp) return;
  if (main)
    assert(looks[main]?.(came, provider), `${fault} looks like ${came.status} ${came.text}`);
  else assert(came.isWhole, `${fault ?? 'nothing'} cut the answer off`);
  if (came.isWhole && came.body !== undefined) {
    assertDocumented(provider, came);
    assert.equal(came.text, entry.answer.body);
  } else assert(main, 'what is no answer of the provider is marked');
}

describe.each(profileNames)('the profile %s', (profile) => {
  it('injects what the documents allow, and marks it', async () => {
    const kinds = await Promise.all(
      providers.map(async (provider) => {
        const all = await attempts(await double.client(provider), profile);
        for (const attempt of all) assertJudged(provider, attempt);
        return all.flatMap(({ entries }) => entries.flatMap(({ troubles = [] }) => troubles));
      }),
    );
    const met = new Set(kinds.flat());
    expect(met.size).toBeGreaterThan(1);
  });

  it('begins with what it is named for', async () => {
    const client = await double.client('loop');
    await client.chaos({ profile, ...(profile === 'lossy' && { seed: 1 }) });
    const first = await ask(client);
    const [entry] = await client.journal();
    const expected = { flaky: 500, storm: 429, lossy: 0 };
    if (profile !== 'outage') expect(first.status).toBe(expected[profile]);
    expect(entry?.troubles).not.toEqual(['latency']);
  });
});

describe('an outage', () => {
  it('lets nothing through for a while, and then everything', async () => {
    const client = await double.client('loop');
    await client.clock({ freeze: true });
    const during = await attempts(client, 'outage');
    expect(new Set(during.map(({ came }) => came.status))).toEqual(new Set([500, 502, 503]));
    expect(await client.list('tickets')).toEqual([]);
    await client.clock({ advance: 10 });
    expect((await ask(client)).status).toBe(201);
  });
});

describe('no chaos', () => {
  it.each(providers)('marks nothing at %s', async (provider) => {
    const success = ticketOperation(provider).operation.successStatus;
    for (const { came, entries } of await attempts(await double.client(provider), undefined)) {
      expect(came).toMatchObject({ status: success, isWhole: true });
      expect(came.headers).not.toHaveProperty(mark);
      assertDocumented(provider, came);
      expect(entries).toHaveLength(1);
      for (const name of ['fault', 'troubles', 'hungUp'])
        expect(entries[0]).not.toHaveProperty(name);
    }
  });
});
