import { clauseOf } from '../../specs/contract/citations.ts';
import { parsePointer, valueAt } from '../../specs/contract/pointer.ts';
import { buildBody } from '../cases/build-body.ts';
import type { Plan } from '../cases/change.ts';
import type { Features } from '../cases/features.ts';
import { clauseOfField, fieldsIn } from '../cases/fields.ts';
import type { Form } from '../cases/form.ts';
import { placeIn } from '../cases/place.ts';
import { absentStatuses, isDocumented } from '../cases/subject.ts';
import { type Exchange, isAccepted, told } from '../reading/exchange.ts';
import { blame } from '../suite/blame.ts';
import type { Session } from '../suite/session.ts';
import { StopRun } from '../suite/stop-run.ts';
import { tryCredentials } from './credentials.ts';

/**
 * Finds a request that the target accepts for every form of an operation, so that whatever is refused
 * later is refused for what was changed. Fields that the target wrongly demands or refuses are noted, and
 * left out of what follows.
 *
 * @returns the plan with the forms that can be built on; undefined for an operation that the document
 * only hints at and that the target does not have.
 * @throws StopRun where nothing is accepted: a suite that never got past that proves nothing.
 */
export async function preflight(session: Session): Promise<Plan | undefined> {
  const { plan } = session;
  if (!plan.operation.bodySchema) return withoutBody(session);
  const forms: Form[] = [];
  const refused: { form: Form; refusal: Exchange }[] = [];
  for (const form of plan.forms) {
    const found = await findBase(session, form);
    if ('refusal' in found) refused.push({ form, refusal: found.refusal });
    else forms.push(await withoutRefusedFields(session, found.form));
  }
  const [first] = refused;
  if (forms.length === 0) {
    if (isAbsent(plan, first?.refusal)) return undefined;
    throw unusable(plan, first?.refusal);
  }
  for (const { form, refusal } of refused)
    session.broken(clausesOfForm(form), {
      expected: ['an answer in the 200s'],
      actual: told(refusal),
      exchanges: [refusal],
    });
  await tryCredentials(session);
  return { ...plan, forms };
}

function isAbsent(plan: Plan, refusal: Exchange | undefined): boolean {
  return absentStatuses(plan).includes(refusal?.answer?.status ?? 0);
}

async function withoutBody(session: Session): Promise<Plan | undefined> {
  const { plan } = session;
  const exchange = await session.send(session.draft());
  const clause = operationClause(plan);
  if (session.accepted(exchange, clause ? [clause] : [])) return plan;
  if (isAbsent(plan, exchange) || (clause && !isDocumented(plan, clause))) return undefined;
  throw unusable(plan, exchange);
}

function operationClause({ contract, operation }: Plan): string | undefined {
  return clauseOf(valueAt(contract.document, parsePointer(operation.pointer)), 'path');
}

/** The smallest request, or else one with every field, shrunk to what this target cannot do without. */
async function findBase(
  session: Session,
  form: Form,
): Promise<{ form: Form } | { refusal: Exchange }> {
  const small = await session.send(session.draft(form));
  if (isAccepted(small)) {
    session.accepted(small, clausesOfForm(form));
    return { form };
  }
  const other = await otherValues(session, form);
  if (other) return { form: other };
  const everything = form.optionals.map(({ pointer }) => pointer);
  const full = await session.send(session.draft(form, { with: everything }));
  if (!isAccepted(full)) return { refusal: small };
  return { form: { ...form, needs: await neededOf(session, form, small, everything) } };
}

/** A value that a field must have one of may be the one that this target refuses. */
async function otherValues(session: Session, form: Form): Promise<Form | undefined> {
  for (let turn = 1; turn < 4; turn++) {
    const turned = { ...form, turn };
    if (isAccepted(await session.send(session.draft(turned)))) return turned;
  }
  return undefined;
}

/** Takes one field after the other away, and keeps those whose absence the target minds. */
async function neededOf(
  session: Session,
  form: Form,
  refusal: Exchange,
  everything: readonly string[],
): Promise<string[]> {
  let kept = [...everything];
  for (const pointer of everything) {
    const fewer = kept.filter((other) => other !== pointer && !other.startsWith(`${pointer}/`));
    const exchange = await session.send(session.draft(form, { with: fewer }));
    if (isAccepted(exchange)) kept = fewer;
  }
  const fields = fieldsIn(form.root).filter(({ pointer }) => kept.includes(pointer));
  for (const field of fields) {
    const clause = clauseOfField(field, 'optional');
    session.broken(clause ? [clause] : clausesOfForm(form), {
      expected: ['an answer in the 200s'],
      actual: told(refusal),
      exchanges: [refusal],
    });
  }
  return kept;
}

/** The clauses that say that this form may be sent. */
function clausesOfForm({ chosen, constants, root }: Form): string[] {
  const fields = fieldsIn(root);
  const clauses = fields.flatMap((field) => {
    if (constants.has(field.pointer)) return [clauseOfField(field, 'enum')];
    return chosen.includes(field.pointer) ? [clauseOfField(field, 'optional')] : [];
  });
  return clauses.filter((clause) => clause !== undefined);
}

/** Requests with every field must be accepted too; what the target refuses of them is noted and left out. */
async function withoutRefusedFields(session: Session, form: Form): Promise<Form> {
  let usable = form;
  for (let round = 0; round < 5; round++) {
    const everything = usable.optionals.map(({ pointer }) => pointer);
    const exchange = await session.send(session.draft(usable, { with: everything, items: 3 }));
    if (isAccepted(exchange)) {
      session.accepted(exchange, []);
      return usable;
    }
    const body = buildBody(usable, session.maker, { with: everything, items: 3 });
    const [culprit] = await blame(session, usable, featuresIn(body, everything));
    if (culprit === undefined) break;
    const isKept = (pointer: string) => pointer !== culprit && !pointer.startsWith(`${culprit}/`);
    usable = { ...usable, optionals: usable.optionals.filter(({ pointer }) => isKept(pointer)) };
  }
  return { ...usable, optionals: [] };
}

function featuresIn(body: unknown, pointers: readonly string[]): Features {
  return new Map(
    pointers.map((pointer) => {
      const place = placeIn(body, pointer);
      return [pointer, place === undefined ? undefined : valueAt(body, parsePointer(place))];
    }),
  );
}

function unusable({ operation }: Plan, exchange: Exchange | undefined): StopRun {
  const status = exchange?.answer?.status;
  return new StopRun({
    by: 'unusable',
    message: `${operation.method} ${operation.path} accepted no valid request: ${exchange ? told(exchange) : 'the target names nothing to build one from'}`,
    mend: adviceFor(status, exchange),
  });
}

function adviceFor(status: number | undefined, exchange: Exchange | undefined): string {
  if (!exchange)
    return 'Name in the target what exists there: doublecheck target init lists what is needed.';
  if (status === undefined)
    return 'See that the server runs and that baseUrl in the target file is its address.';
  if (status >= 300 && status < 400)
    return `The server leads elsewhere, to ${exchange.answer?.headers.location ?? 'nowhere'}: the suite follows nobody, so give that origin as baseUrl.`;
  if (status === 401 || status === 403)
    return 'See that the credential of the role primary is valid and may create tickets.';
  if (status === 404 || status === 405)
    return 'See that baseUrl stands for the origin of the provider, and that what the target names exists there.';
  if (status >= 500) return 'The server fails inside; its own log will say why.';
  return 'See that what the target names exists for the tenant of the role primary.';
}
