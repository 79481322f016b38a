import type { Reference } from '../../../../specs/behaviours/reference.ts';
import { valueAt } from '../../../../specs/contract/pointer.ts';
import { type Change, type Defect, defect, inContract } from '../../defect.ts';
import { bodyNode, change } from '../../draft.ts';
import { seeing } from '../../seeing.ts';
import { alsoRefuse, seenAs } from '../../validated.ts';
import { operation, showing } from './showing.ts';

const refusing = (field: string, isRefused: (value: unknown) => boolean): Change =>
  alsoRefuse(operation, (body) => isRefused(valueAt(body, [field])));

const isUuid = (value: unknown) =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(String(value));

const isNested = (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).some((member) => typeof member === 'object');

/** Tags that have no such form are not looked up either. */
const othersPassedOver: readonly Change[] = [
  inContract((draft) =>
    change(bodyNode(draft, operation, ['properties', 'tagIds', 'items']), { format: undefined }),
  ),
  seeing<Reference>(
    'reference',
    (request) =>
      seenAs(request, (body) => {
        const { tagIds, ...others } = body as { tagIds?: unknown };
        return Array.isArray(tagIds) ? { ...others, tagIds: tagIds.filter(isUuid) } : body;
      }),
    ({ at }) => at === '/tagIds/*',
  ),
];

export const fieldDefects: readonly Defect[] = [
  defect(
    'supportdesk/description/markdown',
    'refuses-emphasis',
    refusing('description', (text) => /\*\*|__/.test(String(text))),
  ),
  defect(
    'supportdesk/description/markdown',
    'refuses-lists',
    refusing('description', (text) => /^- /m.test(String(text))),
  ),
  defect(
    'supportdesk/description/markdown',
    'refuses-line-breaks',
    refusing('description', (text) => String(text).includes('\n')),
  ),
  defect('supportdesk/metadata/free-form', 'refuses-nested-values', refusing('metadata', isNested)),
  defect(
    'supportdesk/metadata/free-form',
    'refuses-numbers',
    refusing(
      'metadata',
      (value) =>
        typeof value === 'object' &&
        Object.values(value ?? {}).some((member) => typeof member === 'number'),
    ),
  ),
  defect('supportdesk/tag-ids/uuid', 'others-are-passed-over', ...othersPassedOver),
  defect(
    'supportdesk/category/free-form',
    'only-known-ones',
    refusing('category', (category) => category !== undefined && category !== 'integrations'),
  ),
  defect(
    'supportdesk/channel/not-settable',
    'settable',
    showing((data, body) => {
      if (typeof body.channel === 'string') data.channel = body.channel;
    }),
  ),
  defect(
    'supportdesk/channel/not-settable',
    'refused',
    refusing('channel', (channel) => channel !== undefined),
  ),
];
