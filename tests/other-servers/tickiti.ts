import { setTimeout as pause } from 'node:timers/promises';
import {
  type Choices,
  choices,
  forbidden,
  type Refusal,
  validationFailed,
} from './choices/tickiti.ts';
import type { Credential, OtherServer } from './other-server.ts';
import {
  isBoolean,
  isEmail,
  isGiven,
  isObject,
  isText,
  type Json,
  may,
  must,
  readObject,
  textOfLength,
  wrongField,
} from './read.ts';
import { type Answered, type Asked, choicesOf, listen, startClock, whoAsks } from './serve.ts';
import { findOrCreate, madeFrom, missingFrom, queueNamed, queueOf } from './tickiti-desk.ts';
import { credentials, type Desk, newDesks } from './worlds/tickiti.ts';

export const variants = Object.keys(choices);

/** What is known of an idempotency key: no answer yet while its first use is under way. */
interface Known {
  readonly payload: string;
  readonly at: number;
  answered?: Answered;
}

export async function start(variant: string): Promise<OtherServer> {
  const chosen = choicesOf(choices, variant);
  const { unified } = chosen;
  const clock = startClock();
  const desks = newDesks();
  const known = new Map<string, Known>();
  const uids = new Set<string>();
  let filed = 0;
  const refuse = (refusal: Refusal, message: string): Answered => ({
    status: refusal[0],
    body: chosen.envelope(refusal, message),
  });

  function answer(asked: Asked): Answered | Promise<Answered> {
    const endpoint = { '/api/create_ticket': createTicket, '/api/tickets/create': createUnified };
    const serve = Object.entries(endpoint).find(([path]) => path === asked.path)?.[1];
    if (!serve) return refuse([404, 'no_such_endpoint'], 'There is nothing at this path.');
    if (asked.method !== 'POST') return refuse(chosen.otherMethod, 'Only POST is served here.');
    const caller = whoAsks<Credential>(asked, credentials);
    const desk = desks.find(({ id }) => id === caller?.tenant);
    if (caller && desk) return serve(asked, caller, desk);
    return refuse([401, 'unauthenticated'], 'A valid token is needed.');
  }

  async function createTicket(asked: Asked, caller: Credential, desk: Desk): Promise<Answered> {
    const body = readObject(asked, chosen);
    const faults = {
      ability: isAble(caller) ? undefined : forbidden,
      body: typeof body === 'string' ? chosen.bodyFaults[body] : faultOf(body, chosen),
      key: keyFault(asked, chosen),
    };
    const fault = chosen.order.map((check) => faults[check]).find((found) => found !== undefined);
    if (fault) return refuse(fault, 'The request is not as it should be.');
    const request = body as Json;

    const key = keyOf(asked, caller, chosen);
    const payload = chosen.fingerprint(asked.bytes, request);
    const earlier = known.get(key);
    if (earlier && clock.now() - earlier.at < chosen.keysExpireAfter * 1000)
      return again(earlier, payload);
    const use: Known = { payload, at: clock.now() };
    known.set(key, use);
    if (chosen.atOnce === 'conflict') await pause(10);
    const unfit = missingFrom(desk, request, chosen) ?? uidFault(desk, request);
    if (unfit) {
      const refused = refuse(unfit, 'What the request names is not there, or is taken.');
      if (chosen.refusedKeys === 'taken') use.answered = refused;
      else known.delete(key);
      return refused;
    }
    use.answered = file(desk, request);
    return use.answered;
  }

  /** The answer to a key that was used before. */
  function again({ payload, answered }: Known, sent: string): Answered {
    if (payload !== sent)
      return refuse([409, 'idempotency_key_conflict'], 'The key belongs to another payload.');
    if (!answered) return refuse([409, 'idempotency_in_progress'], 'The first use is under way.');
    const { status = answered.status, headers, mark } = chosen.replay;
    if (answered.status >= 300) return answered;
    return { status, ...(headers && { headers }), body: { ...(answered.body as object), ...mark } };
  }

  const uidOf = (desk: Desk, { uid }: Json) => JSON.stringify([desk.id, uid]);

  function uidFault(desk: Desk, request: Json): Refusal | undefined {
    if (chosen.uidAgain === 'accepted') return undefined;
    return uids.has(uidOf(desk, request)) ? chosen.uidAgain : undefined;
  }

  function file(desk: Desk, request: Json): Answered {
    const made = madeFrom(desk, request);
    if (isGiven(request.uid)) uids.add(uidOf(desk, request));
    findOrCreate(desk, String(request.originator_email_address));
    filed += 1;
    const flags = chosen.templateFlags(made);
    return {
      status: chosen.filed,
      body: {
        ok: true,
        data: {
          queue: queueOf(desk, request, chosen),
          status: 'Open',
          used_public_template: flags.public,
          used_private_template: flags.private,
          used_template: flags.template,
          used_intervention: made.from === 'intervention',
        },
      },
    };
  }

  function createUnified(asked: Asked, caller: Credential, desk: Desk): Answered {
    if (unified.ability !== 'not needed' && !isAble(caller))
      return refuse(unified.ability, 'This token cannot create tickets.');
    const body = readObject(asked, chosen);
    if (typeof body === 'string') return refuse(chosen.bodyFaults[body], `Body: ${body}.`);
    const hasOtherShape = isGiven(body.template_identifier) || isGiven(body.intervention);
    if (hasOtherShape && unified.otherShapes !== 'ignored')
      return refuse(unified.otherShapes, 'Send data.subject and data.content.');
    const { data, ...rest } = body;
    const fields = isObject(data)
      ? wrongField(data, textFields(chosen, unified.content), chosen)
      : 'data';
    if (fields ?? wrongField(rest, commonFields(chosen), chosen))
      return refuse(unified.fault, 'A field is not as it should be.');
    const named = (data as Json).queue_name;
    if (isGiven(named) && !queueNamed(desk, body, chosen) && unified.unknownQueue !== 'Inbox')
      return refuse(unified.unknownQueue, 'There is no such queue.');
    findOrCreate(desk, String(body.originator_email_address));
    filed += 1;
    return { status: chosen.filed, body: unified.identify(filed) };
  }

  const server = await listen(answer, refuse([400, 'bad_request'], 'This is no HTTP request.'));
  return {
    provider: 'tickiti',
    ...server,
    credentials,
    tenants: newDesks(),
    advance: clock.advance,
  };
}

const isAble = ({ abilities }: Credential) => abilities?.includes('create-ticket') ?? false;

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function keyFault({ headers }: Asked, rules: Choices): Refusal | undefined {
  const key = headers['idempotency-key'];
  if (!key) return rules.keyMissing;
  return uuid.test(String(key)) ? undefined : rules.keyMalformed;
}

function keyOf({ headers }: Asked, { tenant, value }: Credential, rules: Choices): string {
  const key = rules.sameKey(String(headers['idempotency-key']));
  return `${rules.keysOf === 'tenant' ? tenant : value} ${key}`;
}

const commonFields = (rules: Choices) => ({
  originator_email_address: must(rules.originator === 'checked' ? isEmail : textOfLength(rules, 1)),
  is_public: may(isBoolean),
  use_passed_originator_as_responder: may(rules.responder),
});

function textFields(rules: Choices, content: 'required' | 'optional') {
  const text = textOfLength(rules, rules.emptyText === 'accepted' ? 0 : 1);
  return {
    queue_name: may(isText),
    subject: must(text),
    content: content === 'required' ? must(text) : may(text),
  };
}

/** What is wrong with the fields of a request to the endpoint with the three payload shapes. */
function faultOf(body: Json, rules: Choices): Refusal | undefined {
  const fields = {
    ...commonFields(rules),
    template_identifier: may(isText),
    intervention: may(isText),
    uid: may(rules.uid),
    data: must(isObject),
  };
  const field = wrongField(body, fields, rules);
  if (field)
    return Object.hasOwn(fields, field) && !isGiven(body[field])
      ? validationFailed
      : rules.wrongField;
  const data = body.data as Json;
  const texts = [data.subject, data.content].filter(isGiven);
  const isOther = isGiven(body.template_identifier) || isGiven(body.intervention);
  const hasText = texts.length > (isOther && rules.strayText === 'a bound value' ? 1 : 0);
  const shapes = [hasText, isGiven(body.template_identifier), isGiven(body.intervention)];
  if (shapes.filter(Boolean).length !== 1) return rules.wrongShape;
  const [ofText, , ofIntervention] = shapes;
  if (isGiven(body.uid) && rules.uidWith === 'interventions' && !ofIntervention)
    return validationFailed;
  if (ofText) return textFault(data, rules);
  const queueOnly = { ...rules, extraFields: 'ignored' } as const;
  if (wrongField(data, { queue_name: may(isText) }, queueOnly)) return rules.wrongField;
  if (!ofIntervention || !isGiven(data.queue_name)) return undefined;
  return rules.queueWithIntervention === 'ignored' ? undefined : rules.queueWithIntervention;
}

function textFault(data: Json, rules: Choices): Refusal | undefined {
  const fields = textFields(rules, 'required');
  const field = wrongField(data, fields, rules);
  if (!field) return undefined;
  return Object.hasOwn(fields, field) && !isGiven(data[field])
    ? validationFailed
    : rules.wrongField;
}
