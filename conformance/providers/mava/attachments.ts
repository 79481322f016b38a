import { addressFaults, prefixOf } from '../../behaviours/allow-list.ts';
import type { Fault, Plan, Variation } from '../../cases/change.ts';
import type { Draft } from '../../cases/draft.ts';
import { replaced } from '../../cases/place.ts';
import type { Watch } from '../../reading/watch.ts';

const existence = 'mava/attachments/existence';
const uploaded = 'mava/attachments/pre-uploaded';

/** Another organization's bucket, and dots in other spellings. */
export function attachmentFaults(plan: Plan): Fault[] {
  const [list] = plan.allowLists;
  const prefix = list && prefixOf(plan, list, 'primary');
  if (!list || prefix === undefined) return [];
  const foreign = prefixOf(plan, list, 'second-tenant');
  const encoded = 'mava/attachments/encoded-traversal';
  const own = 'mava/attachments/own-bucket';
  const rejection = (clause: string) => ({ ...list.outside, clause });
  return [
    ...(foreign === undefined || foreign === prefix
      ? []
      : addressFaults(plan, list, 'own-bucket', rejection(own), { foreign: `${foreign}file.png` })),
    ...addressFaults(plan, list, 'pre-uploaded', rejection(uploaded), {
      elsewhere: 'https://uploads.example.com/file.png',
    }),
    ...addressFaults(
      plan,
      list,
      'encoded-traversal',
      rejection(encoded),
      {
        lower: `${prefix}a/%2e%2e/file.png`,
        upper: `${prefix}a/%2E%2E/file.png`,
        half: `${prefix}a/.%2e/file.png`,
        slash: `${prefix}a/..%2ffile.png`,
        backslash: `${prefix}a/..%5cfile.png`,
        twice: `${prefix}a/%252e%252e/file.png`,
        backslashes: `${prefix}a\\..\\file.png`,
      },
      encoded,
    ),
  ];
}

/** Addresses that nobody uploaded anything to are taken as well. */
export function watchAttachments(): Watch {
  return {
    clauses: [existence, uploaded],
    shownBy: (draft) => (hasAttachments(draft) ? [existence, uploaded] : []),
    accepted({ draft }, note) {
      if (!hasAttachments(draft)) return;
      for (const clause of [existence, uploaded]) note({ saw: 'held', clause });
    },
  };
}

/** A file without an ending, and one under another name than its address has. */
export function attachmentVariations(plan: Plan): Variation[] {
  const [list] = plan.allowLists;
  const prefix = list && prefixOf(plan, list, 'primary');
  if (!list || prefix === undefined) return [];
  return [
    {
      id: `${list.at}/existence/without-ending`,
      pointer: list.at,
      keyword: 'existence',
      operator: 'without-ending',
      clauses: [existence],
      premise: existence,
      apply: (draft, maker) => replaced(draft, list.at, `${prefix}${maker.word()}`),
    },
  ];
}

function hasAttachments({ body, raw }: Draft): boolean {
  const { message } = (body ?? {}) as { message?: { attachments?: unknown[] } };
  return raw === undefined && (message?.attachments?.length ?? 0) > 0;
}
