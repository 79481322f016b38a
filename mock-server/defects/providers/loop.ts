import type { Ownership } from '../../../specs/behaviours/ownership.ts';
import type { Contract } from '../../../specs/contract/types.ts';
import type { Credential } from '../../engine/facts.ts';
import { lookupName } from '../../engine/facts.ts';
import { refuse } from '../../engine/outcome.ts';
import { bodyOf } from '../../engine/request.ts';
import { answering, decidingWith, editAt, statusOf } from '../answers.ts';
import { type Change, type Defect, type DefectsOf, defect, inContract } from '../defect.ts';
import { kebab } from '../derived/candidate.ts';
import { requestFieldDefects } from '../derived/request-fields.ts';
import { bodyNode, change as changeNode } from '../draft.ts';
import { knowing } from '../knowing.ts';
import { repeatsAreReplayed } from '../repeats.ts';
import { checking, enforcing } from '../seeing.ts';

type Body = Readonly<Record<string, unknown>>;

const operation = 'createSupportTicket';
const accepted = { operation, outcome: ['accepted'] } as const;

/** The owner's check refuses callers who are in order. */
const refusingCallers = (isRefused: (caller: Credential, body: Body) => boolean): Change =>
  checking<Ownership>('ownership', (inner, context, declared) => {
    const { credential } = context.facts;
    const body = (bodyOf(context.request) ?? {}) as Body;
    if (credential && isRefused(credential, body)) return refuse(declared.other);
    return inner(context);
  });

const scope = 'comms:support:write';

const delivering = (from: string, to: string): Change =>
  answering(accepted, (answer) =>
    editAt(answer, '/status', (status) => (status === from ? to : status)),
  );

/** A brand that is not there, or is another platform's, delivers at once. */
const anyBrand = (isMeant: (id: unknown) => boolean = () => true): Change =>
  knowing(() => ({ credential, entities }, request) => {
    const { brand_id: id } = (bodyOf(request) ?? {}) as Body;
    const name = lookupName('brand', 'id', String(id));
    if (!credential || entities.get(name)?.length || !isMeant(id)) return undefined;
    const brand = {
      tenant: credential.tenant,
      kind: 'brand',
      id: String(id),
      data: { delivery: 'immediate' },
    };
    return { entities: new Map(entities).set(name, [brand]) };
  });

/** What a brand's channel did not take is filed all the same. */
const failuresAre = (delivery: string, isMeant: (body: Body) => boolean = () => true): Change =>
  knowing(() => ({ entities }, request) => {
    if (!isMeant((bodyOf(request) ?? {}) as Body)) return undefined;
    const mended = [...entities].map(
      ([name, found]) =>
        [
          name,
          found.map((entity) =>
            entity.data.delivery === 'failing' ? { ...entity, data: { delivery } } : entity,
          ),
        ] as const,
    );
    return { entities: new Map(mended) };
  });

const isNoText = (value: unknown) => typeof value !== 'string' || value === '';

/** Whom a request names by no text, it may act for. */
const anyPerson = checking<Ownership>('ownership', (inner, context) => {
  const { person_id: person } = (bodyOf(context.request) ?? {}) as Body;
  return isNoText(person) ? undefined : inner(context);
});

/** What the schema lets through passes the checks behind it as well. */
const through: Readonly<Record<string, Change>> = {
  brand_id: anyBrand(isNoText),
  person_id: anyPerson,
};

/** The fields that name a brand and a person are looked at twice: by the schema, and by what they name. */
const namesLeftOpen = (contract: Contract): Defect[] =>
  Object.entries(through).flatMap(([field, change]) => {
    const place = kebab(field);
    const ofSchema = requestFieldDefects(contract).filter(({ clause }) =>
      [`loop/${place}/required`, `loop/${place}/type`].includes(clause),
    );
    const empty = inContract((draft) =>
      changeNode(bodyNode(draft, operation, ['properties', field]), { minLength: 0 }),
    );
    return [
      ...ofSchema.map((one) => ({ ...one, changes: [...one.changes, change] })),
      defect(`loop/${place}/min`, 'takes-empty-text', empty, change),
    ];
  });

/** The refusals of a status come as something else than an object. */
const refusedAs = (status: number, what: string, body: string): Defect =>
  defect(
    'loop/errors/envelope',
    `${what}-in-${status}`,
    decidingWith(
      () =>
        ({ decision }) =>
          decision.outcome === 'refused' && decision.status === status ? { body } : undefined,
    ),
  );

export const defects: DefectsOf = (contract) => [
  ...namesLeftOpen(contract),
  defect('loop/scope/none-required', 'asks-for-one-once-one-was-shown', asksForScope()),
  defect(
    'loop/scope/ignored',
    'refuses-those-who-have-one',
    refusingCallers(({ abilities }) => abilities.includes(scope)),
  ),
  defect(
    'loop/ownership/person-id',
    'not-looked-at',
    checking<Ownership>('ownership', () => undefined),
  ),
  defect(
    'loop/ownership/person-id',
    'the-platform-owns-it',
    checking<Ownership>('ownership', (inner, context, declared) => {
      const { person_id: person } = (bodyOf(context.request) ?? {}) as Body;
      const platform = context.facts.credential?.tenant.split('-').at(-1) ?? '';
      return String(person).includes(platform)
        ? undefined
        : (inner(context) ?? refuse(declared.other));
    }),
  ),
  defect('loop/ownership/email-free', 'the-first-address-stays', theFirstAddressStays()),
  defect('loop/brand-id/unknown', 'accepted', anyBrand()),
  defect(
    'loop/brand-id/unknown',
    'goes-upstream-as-accepted',
    decidingWith(
      () =>
        ({ decision }) =>
          decision.clause === 'loop/brand-id/unknown'
            ? { status: 202, body: JSON.stringify({ status: 'requested' }) }
            : undefined,
    ),
  ),
  defect('loop/delivery/upstream-error', 'requested-instead', failuresAre('queued')),
  defect('loop/delivery/upstream-error', 'sent-instead', failuresAre('immediate')),
  defect(
    'loop/delivery/upstream-error',
    'requested-with-an-attachment',
    failuresAre('queued', ({ attachment }) => attachment !== undefined),
  ),
  defect('loop/delivery/sent', 'requested', delivering('sent', 'requested')),
  defect(
    'loop/delivery/sent',
    'requested-with-an-attachment',
    decidingWith(() => ({ decision, request }) => {
      const { attachment } = (bodyOf(request) ?? {}) as Body;
      if (decision.outcome !== 'accepted' || attachment === undefined) return undefined;
      return { body: JSON.stringify({ ...JSON.parse(decision.body), status: 'requested' }) };
    }),
  ),
  defect('loop/delivery/requested', 'sent', delivering('requested', 'sent')),
  defect('loop/idempotency/none', 'repeats-are-replayed', repeatsAreReplayed()),
  defect('loop/idempotency/none', 'repeats-are-refused', repeatsAreRefused()),
  defect('loop/response/created', 'answers-200', statusOf(accepted, 200)),
  defect(
    'loop/response/created',
    'answers-202-for-requested',
    decidingWith(
      () =>
        ({ decision }) =>
          decision.outcome === 'accepted' && decision.body.includes('"requested"')
            ? { status: 202 }
            : undefined,
    ),
  ),
  defect(
    'loop/response/message-id-unique',
    'always-the-same',
    answering(accepted, (answer) => {
      const ids = answer as { ticket_id: string; message_id: string };
      ids.message_id = 'msg_01HY3K4M7QR9VP2N8WYJF5GTB0';
    }),
  ),
  ...[400, 403].flatMap((status) => [
    refusedAs(status, 'a-list', '[{"error":"validation_error","message":"It is refused."}]'),
    refusedAs(status, 'a-text', '"It is refused."'),
    refusedAs(status, 'no-json', 'It is refused.'),
  ]),
  defect(
    'loop/errors/code-upstream',
    'as-validation-error',
    answering({ operation, outcome: ['refused'] }, (answer) =>
      editAt(answer, '/error', (error) =>
        error === 'upstream_error' ? 'validation_error' : error,
      ),
    ),
  ),
];

/** Once a token with the scope was seen, those without it are refused. */
function asksForScope(): Change {
  return enforcing<Ownership>('ownership', (inner, { other }) => {
    const shown = new Set<string>();
    return {
      check(context) {
        const { sandbox, credential } = context.facts;
        const hasOne = credential?.abilities.includes(scope);
        if (hasOne) shown.add(sandbox);
        return !hasOne && shown.has(sandbox) ? refuse(other) : inner.check?.(context);
      },
    };
  });
}

/** Who has written from one address is refused with another. */
function theFirstAddressStays(): Change {
  return enforcing<Ownership>('ownership', (inner, { other }) => {
    const addresses = new Map<string, unknown>();
    return {
      check(context) {
        const { sandbox, credential } = context.facts;
        const { requester_email: email } = (bodyOf(context.request) ?? {}) as Body;
        const caller = `${sandbox} ${credential?.id}`;
        const first = addresses.get(caller) ?? email;
        addresses.set(caller, first);
        return first === email ? inner.check?.(context) : refuse(other);
      },
    };
  });
}

function repeatsAreRefused(): Change {
  return decidingWith(() => {
    const seen = new Set<string>();
    return ({ decision, request, facts }) => {
      const name = `${facts.sandbox} ${JSON.stringify(bodyOf(request))}`;
      if (decision.outcome !== 'accepted') return undefined;
      if (!seen.has(name)) {
        seen.add(name);
        return undefined;
      }
      const body = JSON.stringify({
        error: 'validation_error',
        message: 'This ticket is there already.',
      });
      return { outcome: 'refused', status: 400, body, writes: [] };
    };
  });
}
