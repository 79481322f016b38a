import type { Plan, Variation } from '../cases/change.ts';
import { withField } from '../cases/draft.ts';
import { AnswerReader } from '../reading/answer-reader.ts';
import { placeOfCode } from '../reading/code.ts';
import { isAccepted, told } from '../reading/exchange.ts';
import type { Watch } from '../reading/watch.ts';
import { check } from '../suite/check.ts';
import type { Session } from '../suite/session.ts';
import { createsEachTime } from './creates-each-time.ts';
import type { ProviderSuite } from './provider-suite.ts';

/** What tells a new ticket from a replayed one, and the envelope that all refusals share. */
export const suite: ProviderSuite = {
  operations: {
    createEvent: (plan) => ({
      watches: [createdFlag(plan), sharedEnvelope()],
      variations: otherVariants(),
      checks: [
        createsEachTime('midlyr/idempotency/without-key', '/ticketId', plan),
        check('sequences', 'replay/created-false', replayClauses, (session) =>
          replay(session, plan),
        ),
      ],
    }),
  },
};

/** Both variants of the content; type says which one counts. */
function otherVariants(): Variation[] {
  const clause = 'midlyr/content/other-variant';
  const others: [string, Record<string, unknown>][] = [
    ['text', { json: { note: 'not looked at' } }],
    ['text', { json: 'no object' }],
    ['json', { text: 'not looked at' }],
    ['json', { text: '' }],
  ];
  return others.map(([type, other], i) => ({
    id: `/content/other-variant/${type}-${i}`,
    pointer: '/content',
    keyword: 'other-variant',
    operator: type,
    clauses: [clause],
    premise: clause,
    apply(draft) {
      const { content } = draft.body as { content: { type: string } };
      return content.type === type
        ? withField(draft, '/content', { ...content, ...other })
        : undefined;
    },
  }));
}

function createdFlag(plan: Plan): Watch {
  const reader = new AnswerReader(plan);
  const [isNew, absent] = ['midlyr/response/created-true', 'midlyr/response/external-ref-absent'];
  return {
    clauses: [isNew, absent],
    shownBy({ raw, body }) {
      if (raw !== undefined) return [];
      const { externalRef } = body as { externalRef?: string };
      return externalRef === undefined ? [isNew, absent] : [isNew];
    },
    accepted(exchange, note) {
      if (exchange.draft.raw !== undefined || exchange.isReplay) return;
      const { externalRef } = exchange.draft.body as { externalRef?: string };
      // A key of a few letters was perhaps used before.
      if (externalRef !== undefined && externalRef.length < 8) return;
      const exchanges = [exchange];
      const created = reader.read(exchange.answer, '/created');
      const shown = reader.read(exchange.answer, '/externalRef');
      if (created === true) note({ saw: 'held', clause: isNew });
      else {
        const found = { expected: ['created: true'], actual: told(exchange), exchanges };
        note({ saw: 'broken', clause: isNew, also: [], ...found });
      }
      if (externalRef !== undefined) return;
      if (shown === undefined) return note({ saw: 'held', clause: absent });
      const found = { expected: ['no externalRef'], actual: told(exchange), exchanges };
      note({ saw: 'broken', clause: absent, also: [], ...found });
    },
  };
}

const replayClauses = ['midlyr/idempotency/created-false', 'midlyr/idempotency/replay-status'];

async function replay(session: Session, plan: Plan): Promise<void> {
  const reader = new AnswerReader(plan);
  const [isFalse = '', status = ''] = replayClauses;
  for (const form of plan.forms) {
    const draft = session.draft(form, { with: ['/externalRef'] });
    const first = await session.send(draft);
    const again = await session.send(draft, { isReplay: true });
    if (!isAccepted(first) || !isAccepted(again)) continue;
    const exchanges = [first, again];
    session.judge(reader.read(again.answer, '/created') === false, [isFalse], {
      expected: ['created: false'],
      actual: told(again),
      exchanges,
    });
    session.judge(again.answer.status === first.answer.status, [status], {
      expected: [`the status ${first.answer.status}`],
      actual: told(again),
      exchanges,
    });
  }
}

/** All refusals that carry a documented code have it in the same place. */
function sharedEnvelope(): Watch {
  const clause = 'midlyr/errors/shared-envelope';
  const places = new Map<string, string>();
  return {
    clauses: [clause],
    refused(exchange, note) {
      const { answer } = exchange;
      for (const code of ['invalid_request', 'unauthorized']) {
        const place = answer && placeOfCode(answer, code);
        if (place === undefined) continue;
        places.set(code, place);
        const [other] = [...places.values()].filter((one) => one !== place);
        if (places.size < 2) continue;
        if (other === undefined) note({ saw: 'held', clause });
        else {
          const expected = [`the code at ${other || 'the top'}, where other refusals have it`];
          const found = { expected, actual: told(exchange), exchanges: [exchange] };
          note({ saw: 'broken', clause, also: [], ...found });
        }
      }
    },
  };
}
