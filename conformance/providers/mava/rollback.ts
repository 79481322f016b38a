import type { FindOrCreate } from '../../../specs/behaviours/find-or-create.ts';
import { prefixOf } from '../../behaviours/allow-list.ts';
import type { Plan } from '../../cases/change.ts';
import { type Draft, withField } from '../../cases/draft.ts';
import { type Exchange, isAccepted, told } from '../../reading/exchange.ts';
import { freshValue, judgeSame, type Looked, lookUp } from '../../sequences/lookup.ts';
import { check } from '../../suite/check.ts';
import type { Session } from '../../suite/session.ts';
import type { Check } from '../../suite/verification.ts';

const rollback = 'mava/atomicity/rollback';
const transaction = 'mava/atomicity/transaction';

/** How long the lists of a request may be, by the document. */
const longest = { tags: 20, attributes: 30, attachments: 10 };

/** What makes a request fail; nothing where this target gives no means to. */
type Spoil = (session: Session, draft: Draft) => Draft | undefined | Promise<Draft | undefined>;

/**
 * What a request that fails would have left is looked for through a later one: had it left its customer,
 * the later one would find it, under its first name, by whichever of its keys.
 */
export function rollbackChecks(find: FindOrCreate, plan: Plan): Check[] {
  const ways = plan.references.filter(({ to }) => to !== 'customer');
  const spoils: readonly (readonly [name: string, spoil: Spoil])[] = [
    ...ways.map((way) => [way.at, pointing(way, 1)] as const),
    ...ways.filter(isInList).map((way) => [`${way.at}/last`, pointing(way, mostOf(way))] as const),
    ...Object.entries(wrongParts).map(([name, part]) => [`/${name}`, wrongWith(part)] as const),
  ];
  return [
    ...spoils.map(([name, spoil]) =>
      check('sequences', `rollback${name}`, [rollback, transaction], (session) =>
        looksForCustomer(session, find, spoil),
      ),
    ),
    check('sequences', 'rollback/failure', [rollback, transaction], async (session) => {
      const { failNext } = session.courier.target.controls ?? {};
      if (!failNext) return session.unseen('the target cannot be made to fail inside', transaction);
      await looksForCustomer(session, find, async (_session, draft) => {
        await failNext();
        return draft;
      });
    }),
  ];
}

type Part = (plan: Plan) => readonly [at: string, value: unknown] | undefined;

const elsewhere = { url: 'https://files.example.com/file.png', fileName: 'file.png' };

/** Parts of a request that are refused for what they are. */
const wrongParts: Readonly<Record<string, Part>> = {
  attachment: () => ['/message/attachments', [elsewhere]],
  'last-attachment': (plan) => {
    const [list] = plan.allowLists;
    const prefix = list && prefixOf(plan, list, 'primary');
    if (prefix === undefined) return undefined;
    const own = { url: `${prefix}file.png`, fileName: 'file.png' };
    return ['/message/attachments', [...Array(longest.attachments - 1).fill(own), elsewhere]];
  },
  field: () => ['/priority', 9],
};

function wrongWith(part: Part): Spoil {
  return ({ plan }, draft) => {
    const [at, value] = part(plan) ?? [];
    return at === undefined ? undefined : withField(draft, at, value);
  };
}

type Way = Plan['references'][number];

const isInList = ({ at }: Way): boolean => at.includes('/*');

function mostOf({ to }: Way): number {
  return (to === 'tag' ? longest.tags : longest.attributes) - 1;
}

/** A name of nothing stands where the reference does: in a list, after so many that are known. */
function pointing(way: Way, known: number): Spoil {
  return ({ plan, maker }, draft) => {
    const unknown = plan.known.missing(way.to, 'id', maker);
    if (unknown === undefined) return undefined;
    const [list = '', item] = way.at.split('/*');
    if (item === undefined) return withField(draft, way.at, unknown);
    const own = plan.known.own(way.to, 'primary').map(({ id }) => id);
    const before =
      own.length === 0 ? [] : Array.from({ length: known }, (_, i) => own[i % own.length]);
    const items = [...before, unknown].map((id) =>
      item === '' ? id : { attribute: id, content: maker.word() },
    );
    return withField(draft, list, items);
  };
}

/** Each key alone, and all of them. */
async function looksForCustomer(session: Session, find: FindOrCreate, spoil: Spoil): Promise<void> {
  const { by } = find;
  for (const keys of by.length > 1 ? [...by.map((one) => [one]), by] : [by])
    await looksByKeys(session, find, keys, spoil);
}

async function looksByKeys(
  session: Session,
  find: FindOrCreate,
  keys: FindOrCreate['by'],
  spoil: Spoil,
): Promise<void> {
  const { maker } = session;
  const values = keys.map((one) => [one.field, freshValue(session, one)] as const);
  const customer = { name: `${maker.word()} refused`, ...Object.fromEntries(values) };
  const body = { customer, message: { content: maker.word() } };
  const spoilt = await spoil(session, { ...session.draft(), body });
  if (!spoilt) return session.unseen('the target names nothing of that kind', rollback);
  const failed = await session.send(spoilt);
  if (isAccepted(failed)) return;
  const found: Looked[] = [];
  for (const [field, value] of values) {
    const later = await judgeNew(session, find, { [field]: value }, failed);
    // What only the request that failed had in common finds two, even where answers show no name.
    if (later)
      for (const before of found) judgeSame(session, before, later, false, rollback, find.to);
    if (later) found.push(later);
  }
}

/** Whoever is found by a key of a request that failed was created by a later one. */
async function judgeNew(
  session: Session,
  find: FindOrCreate,
  key: Readonly<Record<string, string>>,
  failed: Exchange,
): Promise<Looked | undefined> {
  const name = `${session.maker.word()} accepted`;
  const later = await lookUp(session, find, { ...key, name });
  if (!later) return undefined;
  const again = await lookUp(session, find, key);
  session.judge(again?.entity.id === later.entity.id, [transaction], {
    expected: [`the customer ${later.entity.id}, whom the ticket before was opened for`],
    actual: String(again?.entity.id),
    exchanges: [later.exchange, ...(again ? [again.exchange] : [])],
  });
  const shown = later.entity.field('name');
  if (shown === undefined) session.unseen("no answer shows the customer's name", rollback);
  else
    session.judge(shown === name, [rollback, transaction], {
      expected: [`a new customer, named ${name}`],
      actual: `${shown} in ${told(later.exchange)}`,
      exchanges: [failed, later.exchange],
    });
  return later;
}
