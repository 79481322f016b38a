import type { Reference } from '../../specs/behaviours/reference.ts';
import type { Fault, Plan, Variation } from '../cases/change.ts';
import { changedDraft } from '../cases/contexts.ts';
import { clauseOfField, fieldAt, fieldsIn } from '../cases/fields.ts';
import { amongMany, inFront, listOf } from '../cases/in-front.ts';
import { otherNames } from '../cases/other-names.ts';
import { replaced } from '../cases/place.ts';
import { isDocumented } from '../cases/subject.ts';
import { isRefused, told } from '../reading/exchange.ts';
import { sameButFor } from '../reading/same-refusal.ts';
import { check, unseen } from '../suite/check.ts';
import type { Check, Verifier } from '../suite/verification.ts';

/** Names of nothing, and of what only another tenant has. */
export const verify: Verifier<Reference> = (declared, plan) => {
  const { at, to, missing, foreign } = declared;
  const stranger = strangerOf(declared, plan);
  const hasOwn = plan.known.own(to, 'primary').length > 0;
  const lacking = [
    ...(hasOwn
      ? []
      : [unseen(`reference${at}/missing`, `the target names no ${to}`, [missing.clause])]),
    ...(stranger === undefined
      ? [
          unseen(`reference${at}/foreign`, `the target names no ${to} of another tenant`, [
            foreign.clause,
          ]),
        ]
      : []),
  ];
  // Where being foreign is an assumption, so is that it looks like being absent.
  const twins = isDocumented(plan, foreign.clause)
    ? []
    : alikeCheck(declared, plan, foreign.clause);
  return {
    faults: [
      ...faultsOf(declared, plan).flatMap((fault) => [
        fault,
        ...inFront(fault),
        ...amongMany(fault, mostItems(fault, declared, plan)),
      ]),
      ...otherNames(declared, plan),
      ...fromElsewhere(declared, plan),
    ],
    variations: othersOf(declared, plan),
    checks: [...lacking, ...twins],
  };
};

function strangerOf({ to, by = 'id' }: Reference, { known }: Plan): string | undefined {
  const value = known.foreign(to, 'primary', by)[0]?.[by];
  return typeof value === 'string' ? value : undefined;
}

function faultsOf(declared: Reference, plan: Plan): Fault[] {
  const { at, to, by = 'id', missing, foreign } = declared;
  const stranger = strangerOf(declared, plan);
  const parts = { kind: 'reference', pointer: at, keyword: 'reference' };
  return [
    {
      ...parts,
      id: `${at}/reference/missing`,
      operator: 'missing',
      rejection: missing,
      apply: (draft, maker) => {
        const value = plan.known.missing(to, by, maker);
        return value === undefined ? undefined : replaced(draft, at, value);
      },
    },
    ...(stranger === undefined
      ? []
      : [
          {
            ...parts,
            id: `${at}/reference/foreign`,
            operator: 'foreign',
            rejection: foreign,
            apply: (draft: Parameters<Fault['apply']>[0]) => replaced(draft, at, stranger),
          },
        ]),
  ];
}

/** Nor has the other tenant what is the first one's. */
function fromElsewhere({ at, to, by = 'id', foreign }: Reference, { known }: Plan): Fault[] {
  const role = 'second-tenant';
  const value = known.credential(role) && known.foreign(to, role, by)[0]?.[by];
  if (typeof value !== 'string') return [];
  return [
    {
      id: `${at}/reference/foreign-to-second-tenant`,
      kind: 'reference',
      pointer: at,
      keyword: 'reference',
      operator: 'foreign',
      rejection: foreign,
      role,
      isAlone: true,
      apply: (draft) => replaced(draft, at, value),
    },
  ];
}

/** How many items the list of a fault may have that differ, as far as the target names so many. */
function mostItems(fault: Fault, { to }: Reference, plan: Plan): number {
  const list = listOf(fault);
  const fields = plan.forms.flatMap(({ root }) => fieldsIn(root));
  const max = fields.find(({ pointer }) => pointer === list)?.schema.maxItems;
  return Math.min(Number(max ?? 12), plan.known.own(to, 'primary').length);
}

/** Not only the first of what the tenant has is taken. */
function othersOf({ at, to, by = 'id' }: Reference, plan: Plan): Variation[] {
  const field = plan.forms.map(({ root }) => fieldAt(root, at)).find((one) => one !== undefined);
  const clause = field && clauseOfField(field, 'type');
  const isUsable = plan.provider.isUsable ?? (() => true);
  const others = plan.known.own(to, 'primary').slice(1, 4).filter(isUsable);
  // What hangs on the name, as data on a template, is another for each.
  if (
    clause === undefined ||
    plan.forms.some(({ chosen }) => chosen.includes(at) && chosen.length > 1)
  )
    return [];
  if (['template', 'intervention'].includes(to)) return [];
  return others.map((entity, i) => ({
    id: `${at}/reference/another-${i + 1}`,
    pointer: at,
    keyword: 'reference',
    operator: `another-${i + 1}`,
    clauses: [clause],
    // In a list it might be there already.
    isAlone: at.includes('*'),
    apply: (draft) => replaced(draft, at, entity[by]),
  }));
}

/** What another tenant has must be refused just as what nobody has: else the answer tells of it. */
export function alikeCheck(declared: Reference, plan: Plan, clause: string): Check[] {
  const [missing, foreign] = faultsOf(declared, plan);
  if (!missing || !foreign) return [];
  return [
    check('coverage', `reference${declared.at}/indistinguishable`, [clause], async (session) => {
      const drafts = [missing, foreign].map((fault) =>
        changedDraft(session.plan, fault, 'small', session.maker),
      );
      const [nobodys, strangers] = drafts;
      if (!nobodys || !strangers) return;
      const first = await session.send(nobodys);
      const second = await session.send(strangers);
      if (!isRefused(first) || !isRefused(second)) return;
      session.judge(sameButFor(first, second), [clause], {
        expected: [`the answer to what nobody has: ${told(first)}`],
        actual: told(second),
        exchanges: [first, second],
      });
    }),
  ];
}
