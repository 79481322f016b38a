import type { Body } from '../../../specs/behaviours/body.ts';
import { behavioursOf } from '../../../specs/contract/build.ts';
import type { Fault, Plan } from '../../cases/change.ts';
import { type Draft, leavesOf, withField, withHeader } from '../../cases/draft.ts';
import { simple } from '../../reading/code.ts';
import { told } from '../../reading/exchange.ts';
import type { Watch } from '../../reading/watch.ts';
import { check } from '../../suite/check.ts';
import { coverageOf } from '../../suite/recipe-check.ts';
import type { Check } from '../../suite/verification.ts';
import { type Of, shaped } from './requests.ts';

/** The page requires the header, as it does the token and the key; only the answer is left open. */
export function contentTypeFaults({ contract }: Plan): Fault[] {
  const [body] = behavioursOf<Body>(contract, 'body');
  if (!body) return [];
  const clause = 'tickiti/headers/content-type';
  return Object.entries({ text: 'text/plain', none: null }).map(([operator, value]) => ({
    id: `/headers/content-type/${operator}`,
    kind: 'body',
    pointer: '',
    keyword: 'content-type',
    operator,
    rejection: { ...body.mediaType, clause, status: body.mediaType.clause },
    isAlone: true,
    apply: (draft) =>
      withHeader({ ...draft, raw: JSON.stringify(draft.body) }, 'content-type', value),
  }));
}

const names = ['ticketnumber', 'ticketid', 'secureid'];

function templateOf(body: unknown): unknown {
  return (body as { template_identifier?: unknown } | undefined)?.template_identifier;
}

/** What the other endpoint is for, this answer does not have. */
export function watchAnswer(): Watch {
  const clause = 'tickiti/response/no-identifiers';
  const bound = 'tickiti/data/bound-values';
  return {
    clauses: [clause, bound],
    shownBy: ({ body }) => (templateOf(body) === undefined ? [clause] : [clause, bound]),
    accepted(exchange, note) {
      if (templateOf(exchange.draft.body) !== undefined) note({ saw: 'held', clause: bound });
      const keys = leavesOf(exchange.answer.json).flatMap(({ pointer }) => pointer.split('/'));
      const stray = keys.find((key) => names.includes(simple(key)));
      if (stray === undefined) return note({ saw: 'held', clause });
      const found = { expected: [`no ${stray}`], actual: told(exchange), exchanges: [exchange] };
      note({ saw: 'broken', clause, also: [], ...found });
    },
  };
}

/** The example's own field: beside an intervention, and the same for several tickets. */
export function uidChecks(plan: Plan): Check[] {
  const [example = '', again = ''] = ['tickiti/uid/with-intervention', 'tickiti/uid/not-unique'];
  return [
    coverageOf(
      'uid/with-intervention',
      [example],
      [
        {
          change: { pointer: '/uid', keyword: 'uid', operator: 'with-intervention' },
          expects: { is: 'accepted', clauses: [example] },
          make: (maker) => withUid({ plan, maker }, maker.word()),
        },
      ],
    ),
    check('coverage', 'uid', [again], async (session) => {
      const uid = session.maker.word();
      for (const clauses of [[], [again]]) {
        const draft = withUid(session, uid);
        if (!draft) return session.unseen('the target names no intervention', example, again);
        session.accepted(await session.send(draft), clauses, clauses[0]);
      }
    }),
  ];
}

function withUid(of: Of, uid: string): Draft | undefined {
  const draft = shaped(of, '/intervention');
  return draft && withField(draft, '/uid', uid);
}
