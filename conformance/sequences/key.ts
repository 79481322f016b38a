import type { Idempotency } from '../../specs/behaviours/idempotency.ts';
import type { Identifiers } from '../../specs/behaviours/identifiers.ts';
import { behavioursOf } from '../../specs/contract/build.ts';
import type { Plan } from '../cases/change.ts';
import { type Draft, withField, withHeader } from '../cases/draft.ts';
import { draftOf } from '../cases/draft-of.ts';
import type { Means } from '../cases/means.ts';
import { otherPayloads } from '../cases/other-payloads.ts';
import { AnswerReader } from '../reading/answer-reader.ts';
import { type Exchange, isAccepted } from '../reading/exchange.ts';
import { sameValue } from '../reading/same-value.ts';

/** An idempotency key, wherever it travels, and what answers tell of its use. */
export interface Key {
  /** The request with this key. */
  with(draft: Draft, key: string): Draft;
  /** A key that nobody used. */
  fresh(means: Pick<Means, 'maker'>): string;
  /** The request with a key of its own. */
  keyed(means: Means, draft?: Draft): Draft;
  /** Whether the contract has answers name what they created. */
  readonly namesCreations: boolean;
  /** The ids of what was created or found; empty where answers have none. */
  idsOf(exchange: Exchange): string[];
  /** Whether an answer calls itself a replay; undefined where answers do not tell. */
  isMarkedReplay(exchange: Exchange): boolean | undefined;
}

export function keyOf({ key, replay }: Idempotency, plan: Plan): Key {
  const reader = new AnswerReader(plan);
  const ids = behavioursOf<Identifiers>(plan.operation, 'identifiers').flatMap(({ of }) => of);
  const put = (draft: Draft, value: string) =>
    key.in === 'header' ? withHeader(draft, key.name, value) : withField(draft, key.at, value);
  const fresh = ({ maker }: Pick<Means, 'maker'>) =>
    key.in === 'header' && key.format === 'uuid' ? maker.uuid() : `Key-${maker.word()}-a`;
  return {
    with: put,
    fresh,
    namesCreations: ids.length > 0,
    keyed: (means, draft = draftOf(means.plan, means.plan.forms[0], means.maker)) =>
      put(draft, fresh(means)),
    idsOf: ({ answer }) =>
      ids.flatMap(({ at }) => {
        const id = answer && reader.read(answer, at);
        return id === undefined ? [] : [String(id)];
      }),
    isMarkedReplay(exchange) {
      const [mark] = Object.entries(replay.changes ?? {});
      if (!mark || !isAccepted(exchange)) return undefined;
      const shown = reader.read(exchange.answer, mark[0]);
      return shown === undefined ? undefined : sameValue(shown, mark[1]);
    },
  };
}

/**
 * The request that shows best whether its key is known: another payload where that is a conflict, the same
 * where the payload does not matter.
 */
export function telling(
  { plan }: Pick<Means, 'plan'>,
  { conflict }: Idempotency,
  draft: Draft,
): Draft {
  const [other] = 'answers' in conflict ? otherPayloads(plan, draft) : [];
  return other?.draft ?? draft;
}

/** Whether two accepted answers are of the same creation; undefined where they do not tell. */
export function isSameCreation(key: Key, first: Exchange, second: Exchange): boolean | undefined {
  const [before, after] = [key.idsOf(first), key.idsOf(second)];
  if (before.length === 0 || after.length === 0) return undefined;
  return before.join() === after.join();
}
