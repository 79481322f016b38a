import { describe, expect, it } from 'vitest';
import { auditClient } from '../../../conformance/audit/audit.ts';
import { loadProvider } from '../../../specs/contract/load.ts';
import type { Provider } from '../../../specs/contract/providers.ts';
import { createDouble } from '../../../testing/index.ts';
import { type Flaw, runClient, shopEvents } from '../../support/scripted-client.ts';
import { useDouble } from '../../support/use-double.ts';

const double = useDouble();

/** A client whose first answers are lost after all was done: what it reports, what is there, what the audit says. */
async function afterLosses(provider: Provider, count: number, flaw?: Flaw) {
  const client = await double.client(provider);
  await client.chaos({ rules: [{ trouble: 'lost-answer', how: 'reset', first: count }] });
  const undone = await runClient(client.target, shopEvents(count), { flaw, workers: count });
  const report = auditClient(loadProvider(provider), await client.journal(), {
    reported: undone.length > 0,
  });
  const findings = report.findings.map(({ verdict, rule }) => `${verdict} ${rule}`);
  return {
    undone: undone.sort(),
    tickets: (await client.list('tickets')).length,
    findings,
    report,
  };
}

describe.each(['tickiti', 'midlyr'] as const)('%s, whose answers get lost', (provider) => {
  it('has two tickets of each event by a client that makes a new key for each attempt', async () => {
    const { tickets, findings, report } = await afterLosses(
      provider,
      3,
      'makes a new key for each attempt',
    );
    expect(tickets).toBe(6);
    expect(findings).toEqual(['fail key/stable', 'fail outcome/one-ticket']);
    const [stable, twice] = report.findings;
    expect([stable?.occurrences, twice?.occurrences]).toEqual([3, 3]);
    expect(new Set(twice?.evidence.map(({ key }) => key)).size).toBe(2);
  });

  it('has one ticket of each event by a client that keeps its key', async () => {
    expect(await afterLosses(provider, 3)).toMatchObject({
      undone: [],
      tickets: 3,
      findings: [],
    });
  });
});

it('is found at midlyr by a single event, where the keys are made up', async () => {
  const { tickets, findings } = await afterLosses('midlyr', 1, 'makes a new key for each attempt');
  expect(tickets).toBe(2);
  expect(findings).toEqual(['fail key/stable', 'fail outcome/one-ticket']);
});

describe.each(['mava', 'loop', 'supportdesk'] as const)('%s, which has no keys', (provider) => {
  it('has two tickets of each event by a client that repeats it', async () => {
    const { tickets, findings } = await afterLosses(provider, 2, 'repeats what may be done');
    expect(tickets).toBe(4);
    expect(findings).toEqual(['fail outcome/one-ticket']);
  });

  it('has one ticket of each event by a client that reports it', async () => {
    expect(await afterLosses(provider, 2)).toMatchObject({
      undone: ['order-1', 'order-2'],
      tickets: 2,
      findings: [],
    });
  });
});

it('shows in the audit of a double in a test', async () => {
  const own = await createDouble({ providers: ['mava'] });
  try {
    const address = await own.listen();
    const { target } = await double.client('mava');
    const credential = { header: 'x-auth-token', token: 'mava_harbor_primary' };
    const primary = { ...target.credentials.primary, ...credential, value: credential.token };
    const here = { ...target, baseUrl: `${address}/mava`, credentials: { primary } };
    await own.withChaos({ rules: [{ trouble: 'lost-answer', how: 'reset', first: 1 }] }, () =>
      runClient(here as typeof target, shopEvents(1), { flaw: 'repeats what may be done' }),
    );
    const { findings, exitCode } = await own.audit({ reported: false });
    expect(findings.map(({ rule }) => rule)).toEqual(['outcome/one-ticket']);
    expect(exitCode).toBe(1);
  } finally {
    await own.close();
  }
});
