import type { Problem } from '../../specs/contract/problem.ts';
import type { Contract } from '../../specs/contract/types.ts';
import { matchesPattern } from './clause-pattern.ts';
import { nearest } from './nearest.ts';
import { needsOf } from './needs.ts';
import { oddUrls } from './odd-urls.ts';
import { pointerPart } from './pointer-part.ts';
import { sameTokens } from './same-tokens.ts';
import type { TargetFile } from './schema.ts';

type Found = Omit<Problem, 'line'>;

/** Finds what is wrong with a target that no schema can tell: names that lead nowhere, and what cannot be sent. */
export function checkTarget(target: TargetFile, contract: Contract): readonly Found[] {
  return [
    ...otherProvider(target, contract),
    ...nobodysCredentials(target),
    ...sameTokens(target),
    ...doubledTenants(target),
    ...mistypedNames(target, contract),
    ...clausesThatAreNone(target, contract),
    ...clockWithoutSeconds(target),
    ...oddUrls(target),
  ];
}

function otherProvider({ provider }: TargetFile, contract: Contract): Found[] {
  if (provider === contract.provider) return [];
  return [
    {
      pointer: '/provider',
      message: `it describes a server of ${provider}, and the contract is ${contract.provider}'s`,
      mend: `Judge it by ${provider}'s contract, or write ${contract.provider} here.`,
    },
  ];
}

function nobodysCredentials({ credentials, tenants }: TargetFile): Found[] {
  const ids = tenants.map(({ id }) => id);
  return Object.entries(credentials)
    .filter(([, { tenant }]) => !ids.includes(tenant))
    .map(([role, { tenant }]) => ({
      pointer: `/credentials/${pointerPart(role)}/tenant`,
      message: `there is no tenant "${tenant}"`,
      mend: `Describe it under tenants, where there ${ids.length === 1 ? 'is' : 'are'} ${ids.join(', ')}.`,
    }));
}

function doubledTenants({ tenants }: TargetFile): Found[] {
  const ids = tenants.map(({ id }) => id);
  return ids.flatMap((id, index) =>
    ids.indexOf(id) === index
      ? []
      : [
          {
            pointer: `/tenants/${index}/id`,
            message: `the tenant "${id}" stands here twice`,
            mend: 'Describe each tenant once.',
          },
        ],
  );
}

/** Roles and kinds may be others than those that the contract speaks of, but hardly by a letter or two. */
function mistypedNames({ credentials, tenants }: TargetFile, contract: Contract): Found[] {
  const needs = needsOf(contract);
  const roles = needs.roles.map(({ role }) => role);
  const kinds = needs.kinds.map(({ kind }) => kind);
  const suspect = (name: string, known: readonly string[], pointer: string): Found[] => {
    const near = known.includes(name) ? undefined : nearest(name, known);
    if (!near) return [];
    return [{ pointer, message: `"${name}" is not known`, mend: `Did you mean "${near}"?` }];
  };
  return [
    ...Object.keys(credentials).flatMap((role) => {
      // `small-quota-second-key` is a role of its own, and no slip of the pen.
      const isLonger = roles.some((known) => role.startsWith(`${known}-`));
      return isLonger ? [] : suspect(role, roles, `/credentials/${pointerPart(role)}`);
    }),
    ...tenants.flatMap(({ entities = {} }, index) =>
      Object.keys(entities).flatMap((kind) =>
        suspect(kind, kinds, `/tenants/${index}/entities/${pointerPart(kind)}`),
      ),
    ),
  ];
}

function clausesThatAreNone({ lacks = [] }: TargetFile, { clauses }: Contract): Found[] {
  return lacks.flatMap((pattern, index) => {
    if ([...clauses.keys()].some((id) => matchesPattern(pattern, id))) return [];
    const near = nearest(pattern, clauses.keys());
    return [
      {
        pointer: `/lacks/${index}`,
        message: `no clause is called "${pattern}"`,
        mend: near ? `Did you mean "${near}"?` : 'doublecheck clauses <provider> lists them.',
      },
    ];
  });
}

function clockWithoutSeconds({ clock }: TargetFile): Found[] {
  if (!clock || clock.body?.includes('{seconds}')) return [];
  return [
    {
      pointer: '/clock',
      message: 'the hook does not say by how much',
      mend: 'Write {seconds} where its body has the number of seconds.',
    },
  ];
}
