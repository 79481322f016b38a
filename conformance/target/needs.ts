import type { AllowList } from '../../specs/behaviours/allow-list.ts';
import type { FindOrCreate } from '../../specs/behaviours/find-or-create.ts';
import type { Quota } from '../../specs/behaviours/quota.ts';
import type { Reference } from '../../specs/behaviours/reference.ts';
import type { Contract } from '../../specs/contract/types.ts';
import type { KindNeed, Needs } from './need.ts';
import { ownNeeds } from './own-needs.ts';
import type { Target } from './target.ts';

/** Derives from the contract's behaviours what a target should describe. */
export function needsOf(contract: Contract): Needs {
  const behaviours = [
    ...new Set([
      ...contract.behaviours,
      ...contract.operations.flatMap((operation) => operation.behaviours),
    ]),
  ];
  const all = behaviours.map((behaviour) => from[behaviour.kind]?.(behaviour as never) ?? {});
  const parts: readonly Partial<Needs>[] = [general, ...all, ownNeeds[contract.provider] ?? {}];
  return {
    roles: firsts(
      parts.flatMap(({ roles = [] }) => roles),
      ({ role }) => role,
    ),
    kinds: merged(parts.flatMap(({ kinds = [] }) => kinds)),
    settings: firsts(
      parts.flatMap(({ settings = [] }) => settings),
      ({ setting }) => setting,
    ),
  };
}

const general: Partial<Needs> = {
  roles: [
    { role: 'primary', why: 'nearly all requests are sent with it' },
    {
      role: 'second-key',
      why: "another credential of primary's tenant: what is shared between keys, and the checks that use up limits",
    },
    {
      role: 'second-tenant',
      why: "a credential of another tenant: that tenants do not see each other's things",
    },
  ],
};

/** What each kind of behaviour needs of a target. */
const from: Readonly<Record<string, (behaviour: never) => Partial<Needs>>> = {
  authorisation: () => ({
    roles: [
      {
        role: 'lacking-ability',
        why: "a credential of primary's tenant without the ability that the operations ask for",
      },
    ],
  }),
  quota: ({ setting }: Quota) => ({
    roles: [
      { role: 'exhausted-quota', why: 'a credential of a tenant whose quota is used up' },
      {
        role: 'small-quota',
        why: 'a credential of a tenant with a small quota, which may.useUpQuota uses up',
      },
      {
        role: 'small-quota-second-key',
        why: "another credential of small-quota's tenant: whose the quota is",
      },
    ],
    settings: [{ setting, why: 'how many requests a month are accepted', example: 3 }],
  }),
  'allow-list': ({ setting }: AllowList) => ({
    settings: [
      { setting, why: 'what accepted URLs begin with', example: ['https://uploads.example/'] },
    ],
  }),
  reference: ({ to, by }: Reference) => ({
    kinds: [
      {
        kind: to,
        why: 'requests refer to it, and to one of another tenant',
        fields: by === undefined ? {} : { [by]: `${to}-known-to-{tenant}` },
      },
    ],
  }),
  'find-or-create': ({ to, by }: FindOrCreate) => ({
    kinds: [
      {
        kind: to,
        why: 'requests find it again',
        fields: Object.fromEntries(by.map(({ field }) => [field, sampleOf(field)])),
      },
    ],
  }),
};

function sampleOf(field: string): string {
  return /mail/i.test(field) ? 'somebody@{tenant}.example' : `${field}-known-to-{tenant}`;
}

function firsts<T>(items: readonly T[], nameOf: (item: T) => string): T[] {
  return [...new Map([...items].reverse().map((item) => [nameOf(item), item])).values()].reverse();
}

/** One entry a kind, with every reason and every field that was asked for. */
function merged(kinds: readonly KindNeed[]): KindNeed[] {
  return [...Map.groupBy(kinds, ({ kind }) => kind)].map(([kind, list]) => ({
    kind,
    why: [...new Set(list.map(({ why }) => why))].join('; '),
    fields: Object.assign({}, ...list.map(({ fields }) => fields)),
  }));
}

/** What a target does not describe, and what is not exercised for it: a line each. */
export function unmetNeeds(target: Target, contract: Contract): readonly string[] {
  const { roles, kinds, settings } = needsOf(contract);
  const own = target.tenants.find(({ id }) => id === target.credentials.primary?.tenant);
  return [
    ...roles
      .filter(({ role }) => !target.credentials[role])
      .map(({ role, why }) => `the credential "${role}": ${why}`),
    ...kinds
      .filter(({ kind }) => (own?.entities[kind] ?? []).length === 0)
      .map(({ kind, why }) => `anything of the kind "${kind}": ${why}`),
    ...settings
      .filter(({ setting }) => own?.settings[setting] === undefined)
      .map(({ setting, why }) => `the setting "${setting}": ${why}`),
  ];
}
