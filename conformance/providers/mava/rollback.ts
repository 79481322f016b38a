import type { FindOrCreate } from '../../../specs/behaviours/find-or-create.ts';
import type { Plan } from '../../cases/change.ts';
import { type Draft, withField } from '../../cases/draft.ts';
import { lookUp } from '../../sequences/lookup.ts';
import { check } from '../../suite/check.ts';
import { isAccepted, told } from '../../suite/exchange.ts';
import type { Session } from '../../suite/session.ts';
import type { Check } from '../../suite/verification.ts';

const rollback = 'mava/atomicity/rollback';
const transaction = 'mava/atomicity/transaction';

/**
 * What a request that fails would have left is looked for through a later one: had it left its customer,
 * the later one would find it, under its first name.
 */
export function rollbackChecks(find: FindOrCreate, plan: Plan): Check[] {
  const ways = plan.references.filter(({ to }) => to !== 'customer');
  return [
    ...ways.map(({ at, to }) =>
      check('sequences', `rollback${at}`, [rollback, transaction], async (session) => {
        const unknown = plan.known.missing(to, 'id', session.maker);
        if (unknown === undefined) return session.unseen(`the target names no ${to}`, rollback);
        await looksForCustomer(session, find, (draft) => pointing(session, draft, at, unknown));
      }),
    ),
    ...Object.entries(wrongParts).map(([name, [at, value]]) =>
      check('sequences', `rollback/${name}`, [rollback, transaction], (session) =>
        looksForCustomer(session, find, (draft) => withField(draft, at, value)),
      ),
    ),
    check('sequences', 'rollback/failure', [rollback, transaction], async (session) => {
      const { failNext } = session.courier.target.controls ?? {};
      if (!failNext) return session.unseen('the target cannot be made to fail inside', transaction);
      await looksForCustomer(session, find, async (draft) => {
        await failNext();
        return draft;
      });
    }),
  ];
}

/** Parts of a request that are refused for what they are. */
const wrongParts: Readonly<Record<string, [at: string, value: unknown]>> = {
  attachment: [
    '/message/attachments',
    [{ url: 'https://files.example.com/file.png', fileName: 'file.png' }],
  ],
  field: ['/priority', 9],
};

/** The draft, with a name of nothing where the reference stands. */
function pointing({ plan, maker }: Session, draft: Draft, at: string, unknown: string): Draft {
  const [own] = plan.known.own('tag', 'primary');
  if (at === '/tags/*') return withField(draft, '/tags', [own?.id ?? unknown, unknown]);
  const [list, item] = at.split('/*');
  if (item === undefined) return withField(draft, at, unknown);
  return withField(draft, list ?? '', [{ attribute: unknown, content: maker.word() }]);
}

async function looksForCustomer(
  session: Session,
  find: FindOrCreate,
  spoil: (draft: Draft) => Draft | Promise<Draft>,
): Promise<void> {
  const { plan, maker } = session;
  const form = plan.forms.find(({ chosen }) => chosen.includes('/customer/email'));
  if (!form) return;
  const email = maker.email();
  const customer = { name: `${maker.word()} refused`, email };
  const failed = await session.send(
    await spoil({ ...session.draft(form), body: { customer, message: { content: maker.word() } } }),
  );
  if (isAccepted(failed)) return;
  const name = `${maker.word()} accepted`;
  const later = await lookUp(session, find, { email, name });
  if (!later) return;
  const shown = later.entity.field('name');
  if (shown === undefined) {
    return session.unseen("no answer shows the customer's name", rollback, transaction);
  }
  const again = await lookUp(session, find, { email });
  session.judge(again?.entity.id === later.entity.id, [transaction], {
    expected: [`the customer ${later.entity.id}, whom the ticket before was opened for`],
    actual: String(again?.entity.id),
    exchanges: [later.exchange, ...(again ? [again.exchange] : [])],
  });
  session.judge(shown === name, [rollback, transaction], {
    expected: [`a new customer, named ${name}`],
    actual: `${shown} in ${told(later.exchange)}`,
    exchanges: [failed, later.exchange],
  });
}
