import { setTimeout as pause } from 'node:timers/promises';
import { type Choices, choices, invalid, type Refusal } from './choices/midlyr.ts';
import type { OtherServer } from './other-server.ts';
import {
  isObject,
  isText,
  type Json,
  may,
  must,
  oneOf,
  readObject,
  textOfLength,
  wrongField,
} from './read.ts';
import { type Answered, type Asked, choicesOf, listen, startClock, whoAsks } from './serve.ts';

export const variants = Object.keys(choices);

const keys = [
  { role: 'primary', tenant: 'team-orchard', key: 'ok_orchard_a1' },
  { role: 'second-key', tenant: 'team-orchard', key: 'ok_orchard_b2' },
  { role: 'second-tenant', tenant: 'team-quarry', key: 'ok_quarry_c3' },
] as const;

/** What is known of an externalRef that was accepted. */
interface Known {
  readonly ticketId: string;
  readonly payload: string;
  readonly since: number;
  stored: boolean;
}

export async function start(variant: string): Promise<OtherServer> {
  const chosen = choicesOf(choices, variant);
  const clock = startClock();
  const known = new Map<string, Known>();
  let count = 0;
  const newId = () => {
    count += 1;
    return chosen.ticketId(count);
  };
  const credentials = Object.fromEntries(
    keys.map(({ role, tenant, key }) => [
      role,
      {
        tenant,
        header: chosen.keyHeader,
        value: chosen.keyHeader === 'Authorization' ? `Bearer ${key}` : key,
      },
    ]),
  );

  const refuse = (refusal: Refusal, detail: string): Answered => ({
    status: refusal[0],
    body: chosen.envelope(refusal, detail),
  });

  async function createEvent(asked: Asked): Promise<Answered> {
    const caller = whoAsks(asked, credentials);
    const nobody = refuse([401, 'unauthorized'], 'A valid API key is needed.');
    if (!caller && chosen.first === 'key') return nobody;
    const event = readObject(asked, chosen);
    if (typeof event === 'string') return refuse(chosen.bodyFaults[event], `Body: ${event}.`);
    if (!caller) return nobody;
    const field = wrongFieldOf(event, chosen);
    if (field) return refuse(invalid, `${field} is missing or malformed.`);
    if (!isText(event.externalRef)) return accept(newId(), true);

    const owner = chosen.refsOf === 'team' ? caller.tenant : caller.value;
    const ref = JSON.stringify([owner, chosen.sameRef(event.externalRef)]);
    const payload = asked.bytes.toString();
    const earlier = known.get(ref);
    if (earlier && clock.now() - earlier.since < chosen.refsExpireAfter * 1000) {
      if (!earlier.stored) return refuse([409, 'event_in_progress'], 'The first is being stored.');
      if (earlier.payload !== payload && chosen.otherPayload === 'conflict')
        return refuse([409, 'external_ref_conflict'], 'externalRef was used for something else.');
      return accept(earlier.ticketId, false, event.externalRef);
    }
    const first = { ticketId: newId(), payload, since: clock.now(), stored: false };
    known.set(ref, first);
    if (chosen.atOnce === 'conflict') await pause(10);
    first.stored = true;
    return accept(first.ticketId, true, event.externalRef);
  }

  /** An externalRef comes back as this request spelt it. */
  const accept = (ticketId: string, created: boolean, externalRef?: string): Answered => ({
    status: created ? 201 : chosen.replayStatus,
    body: { created, workspace: { url: `/tickets/${ticketId}` }, externalRef, ticketId },
  });

  const server = await listen(
    (asked) => {
      if (asked.path !== '/api/v1/events')
        return refuse([404, 'no_such_endpoint'], 'No such path.');
      if (asked.method !== 'POST') return refuse(chosen.otherMethod, 'Only POST is served here.');
      return createEvent(asked);
    },
    refuse([400, 'bad_request'], 'This is no HTTP request.'),
  );
  const tenants = ['team-orchard', 'team-quarry'].map((id) => ({ id, settings: {}, entities: {} }));
  return { provider: 'midlyr', ...server, credentials, tenants, advance: clock.advance };
}

const scenarios = ['marketing_asset', 'dispute', 'debt_collection', 'complaint', 'generic'];

function wrongFieldOf(event: Json, rules: Choices): string | undefined {
  const wrong = wrongField(
    event,
    {
      scenario: must(oneOf(...scenarios)),
      content: must(isObject),
      externalRef: may(textOfLength(rules, 1, 128)),
    },
    rules,
  );
  if (wrong) return wrong;
  const content = event.content as Json;
  const { type } = content;
  if (type !== 'text' && type !== 'json') return 'content.type';
  const text = textOfLength(rules, 1);
  const own = { type: must(isText), [type]: must(type === 'text' ? text : isObject) };
  const other = type === 'text' ? 'json' : 'text';
  const anything = rules.otherVariant === 'ignored' && { [other]: may(() => true) };
  return wrongField(content, { ...own, ...anything }, rules);
}
