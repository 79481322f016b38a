import { parsePointer, valueAt } from '../../specs/contract/pointer.ts';
import { buildBody } from '../cases/build-body.ts';
import type { Draft } from '../cases/draft.ts';
import { type Features, featuredDraft } from '../cases/features.ts';
import { clauseOfField, type Field, fieldsIn } from '../cases/fields.ts';
import type { Form } from '../cases/form.ts';
import { placeIn } from '../cases/place.ts';
import { type Exchange, isAccepted, told } from '../reading/exchange.ts';
import type { Session } from './session.ts';

/**
 * Finds out which fields make the server refuse a valid request: takes away all that can be taken away,
 * then looks whether it is the absence of another that it minds.
 *
 * @returns the fields that are to blame, of which the first is also noted as broken; none where the
 * smallest request is refused as well.
 */
export async function blame(session: Session, form: Form, features: Features): Promise<string[]> {
  const found = await shrink(session, form, features);
  if (!found) return [];
  const missed = await missedField(session, form, found.features);
  const fields = fieldsIn(form.root);
  const clauses = missed
    ? [clauseOfField(missed, 'optional')]
    : fields.filter(({ pointer }) => found.features.has(pointer)).map(telling);
  session.broken(
    clauses.filter((clause) => clause !== undefined),
    {
      expected: ['an answer in the 200s'],
      actual: told(found.exchange),
      exchanges: [found.exchange],
    },
  );
  return missed ? [missed.pointer] : [...found.features.keys()];
}

interface Shrunk {
  readonly features: Features;
  readonly exchange: Exchange;
}

/** The refused request with as few of the fields as it takes. */
async function shrink(session: Session, form: Form, all: Features): Promise<Shrunk | undefined> {
  let best: Shrunk | undefined;
  for (const [pointer, value] of all) {
    const exchange = await session.send(featured(session, form, new Map([[pointer, value]])));
    if (!isAccepted(exchange)) return { features: new Map([[pointer, value]]), exchange };
  }
  let features = all;
  for (const pointer of all.keys()) {
    const fewer = new Map([...features].filter(([other]) => other !== pointer));
    const exchange = await session.send(featured(session, form, fewer));
    if (isAccepted(exchange)) continue;
    if (fewer.size === 0) return undefined;
    features = fewer;
    best = { features, exchange };
  }
  if (best) return best;
  const exchange = await session.send(featured(session, form, features));
  return isAccepted(exchange) ? undefined : { features, exchange };
}

/** An optional field whose presence makes the same request accepted. */
async function missedField(
  session: Session,
  form: Form,
  features: Features,
): Promise<Field | undefined> {
  const absent = form.optionals.filter(({ pointer }) => !features.has(pointer));
  const body = buildBody(form, session.maker, { with: form.optionals.map((o) => o.pointer) });
  for (const field of absent) {
    const value = valueAt(body, parsePointer(placeIn(body, field.pointer) ?? ''));
    const more = new Map([...features, [field.pointer, value]]);
    if (isAccepted(await session.send(featured(session, form, more)))) return field;
  }
  return undefined;
}

/** The clause that says that such a value may stand there. */
function telling(field: Field): string | undefined {
  return (
    clauseOfField(field, 'enum') ?? clauseOfField(field, 'type') ?? clauseOfField(field, 'optional')
  );
}

function featured({ plan, maker }: Session, form: Form, features: Features): Draft {
  return featuredDraft(plan, form, features, maker);
}
