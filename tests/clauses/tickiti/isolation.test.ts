import { describe, expect, it } from 'vitest';
import { clause } from '../../support/clause.ts';
import { stateOf } from '../../support/state-of.ts';
import { useDouble } from '../../support/use-double.ts';
import { createTicket, createUnified, freeText, intervention, template } from './create-ticket.ts';

const double = useDouble();

type Send = typeof createTicket;

/** Everything that the caller sees of the refusal, but for the time of day; nothing may come of the request. */
async function refusalOf(body: object, send: Send = createTicket) {
  const client = await double.client('tickiti');
  const before = await stateOf(client);
  const { status, headers, text } = await send(client, body);
  expect(status).toBe(422);
  expect(await stateOf(client)).toEqual(before);
  return { status, text, headers: { ...headers, date: undefined } };
}

const queue = (queue_name: string) => ({ ...freeText, data: { ...freeText.data, queue_name } });

describe('tickiti: tenant isolation', () => {
  clause('tickiti/queue/foreign', async () => {
    for (const send of [createTicket, createUnified])
      expect(await refusalOf(queue('Repairs'), send)).toEqual(
        await refusalOf(queue('Nowhere'), send),
      );
  });

  clause('tickiti/template/foreign', async () => {
    const named = (template_identifier: string) => ({ ...template, template_identifier });
    expect(await refusalOf(named('repair_acknowledgement'))).toEqual(
      await refusalOf(named('nothing')),
    );
  });

  clause('tickiti/intervention/foreign', async () => {
    const named = (name: string) => ({ ...intervention, intervention: name });
    expect(await refusalOf(named('repair_claim'))).toEqual(await refusalOf(named('nothing')));
  });

  it('knows in each tenant what is its own', async () => {
    const client = await double.client('tickiti');
    const repair = { ...intervention, intervention: 'repair_claim' };
    const own = [
      queue('Repairs'),
      { ...template, template_identifier: 'repair_acknowledgement' },
      repair,
    ];
    for (const body of own) {
      const answer = await createTicket(client, body, { role: 'second-tenant' });
      expect([answer.status, answer.body.data?.queue]).toEqual([200, 'Repairs']);
    }
  });
});
