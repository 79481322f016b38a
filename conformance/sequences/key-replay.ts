import { isDeepStrictEqual } from 'node:util';
import type { Idempotency } from '../../specs/behaviours/idempotency.ts';
import { formatPointer } from '../../specs/contract/pointer.ts';
import type { Plan } from '../cases/change.ts';
import type { Draft } from '../cases/draft.ts';
import type { Form } from '../cases/form.ts';
import { isDocumented } from '../cases/subject.ts';
import { AnswerReader } from '../reading/answer-reader.ts';
import { type Exchange, isAccepted, told } from '../reading/exchange.ts';
import { nodesOf } from '../reading/response-nodes.ts';
import { sameValue } from '../reading/same-value.ts';
import { check } from '../suite/check.ts';
import type { Session } from '../suite/session.ts';
import type { Check } from '../suite/verification.ts';
import { isSameCreation, type Key } from './key.ts';
import { rewritten } from './rewritten.ts';

/** The same request again: soon, after others, with the payload written otherwise, and many at once. */
export function replayChecks(declared: Idempotency, key: Key): Check[] {
  const { replay, fingerprint, concurrent } = declared;
  return [
    check('sequences', 'idempotency/replay', [replay.clause], async (session) => {
      for (const [place, form] of session.plan.forms.entries()) {
        const with_ = form.optionals.map(({ pointer }) => pointer);
        const draft = key.keyed(session, session.draft(form, { with: with_, items: 2 }));
        const first = await session.send(draft);
        if (!session.accepted(first, [])) continue;
        await session.send(key.keyed(session));
        // Some servers count how often a key comes back.
        for (let i = 0; i < (place === 0 ? 5 : 2); i++)
          await judgeReplay(session, declared, key, first, draft, replay.clause);
      }
    }),
    check('sequences', 'idempotency/same-payload', [fingerprint.clause], async (session) => {
      const draft = key.keyed(session);
      const first = await session.send(draft);
      if (!session.accepted(first, [])) return;
      await judgeReplay(session, declared, key, first, rewritten(draft), fingerprint.clause);
    }),
    check('races', 'idempotency/at-once', [concurrent.clause, replay.clause], async (session) => {
      for (const [place, form] of session.plan.forms.entries())
        for (let round = 0; round < (place === 0 ? 3 : 2); round++)
          await race(session, declared, key, form);
    }),
  ];
}

export async function judgeReplay(
  session: Session,
  { replay }: Idempotency,
  key: Key,
  first: Exchange,
  draft: Draft,
  clause: string,
  premise?: string,
): Promise<void> {
  const again = await session.send(draft, { isReplay: true });
  if (isAccepted(again) && key.namesCreations && isSameCreation(key, first, again) === undefined) {
    session.unseen('no answer tells what was created', clause);
    return;
  }
  const isSame = isWholeSame(session.plan, clause, replay, first, again);
  const differing =
    isAccepted(again) && isSame ? differences(session.plan, replay, first, again) : ['answer'];
  session.judge(differing.length === 0, [clause], {
    expected: [`the first answer again: ${told(first)}`],
    actual: told(again),
    exchanges: [first, again],
    premise,
  });
}

/**
 * Status and body to the letter, where a clause that is assumed anyway says so; of a documented one only
 * the fields that the document names count.
 */
function isWholeSame(
  plan: Plan,
  clause: string,
  { changes }: Idempotency['replay'],
  first: Exchange,
  again: Exchange,
): boolean {
  if (isDocumented(plan, clause) || changes !== undefined) return true;
  return (
    first.answer?.status === again.answer?.status &&
    isDeepStrictEqual(first.answer?.json, again.answer?.json)
  );
}

/** Fields of the contract in which a replay differs from the first answer, but for those that tell it. */
function differences(
  plan: Plan,
  { changes = {} }: Idempotency['replay'],
  first: Exchange,
  again: Exchange,
): string[] {
  const { responses, successStatus } = plan.operation;
  const schema = responses.get(String(successStatus));
  const reader = new AnswerReader(plan);
  const pointers = schema ? nodesOf(schema).map(({ path }) => formatPointer(path)) : [];
  return [...new Set(pointers)].filter((pointer) => {
    if (pointer === '' || pointer.includes('*') || pointer in changes) return false;
    if (!first.answer || !again.answer) return true;
    const [before, after] = [
      reader.read(first.answer, pointer),
      reader.read(again.answer, pointer),
    ];
    return JSON.stringify(before) !== JSON.stringify(after) && !sameValue(before, after);
  });
}

/** Many first uses of a key together: one creation, whoever wins. */
async function race(
  session: Session,
  { concurrent, replay }: Idempotency,
  key: Key,
  form: Form,
): Promise<void> {
  const draft = key.keyed(session, session.draft(form));
  const exchanges = await session.sendAtOnce(
    Array.from({ length: 10 }, () => draft),
    { isReplay: true },
  );
  const [first] = exchanges;
  if (!first) return;
  const accepted = exchanges.filter(isAccepted);
  const ids = new Set(accepted.map((exchange) => key.idsOf(exchange).join()));
  if (key.namesCreations && ids.has('')) {
    session.unseen('no answer tells what was created', concurrent.clause, replay.clause);
    return;
  }
  const fresh = exchanges.filter((exchange) => key.isMarkedReplay(exchange) === false).length;
  const isMarkedOnce = key.isMarkedReplay(first) === undefined || fresh === 1;
  const isOne = accepted.length === exchanges.length && ids.size === 1 && isMarkedOnce;
  const found = {
    expected: ['one creation, and every other answer a replay of it'],
    actual: exchanges.map(told).join('\n'),
    exchanges: exchanges.slice(0, 3),
  };
  // What those that come together are told is nobody's word; that two tickets never have one key is.
  if (ids.size > 1) session.broken([replay.clause, concurrent.clause], found);
  else session.judge(isOne, [concurrent.clause], found);
}
