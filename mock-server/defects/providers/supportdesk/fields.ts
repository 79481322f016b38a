import { valueAt } from '../../../../specs/contract/pointer.ts';
import { type Change, type Defect, defect } from '../../defect.ts';
import { alsoRefuse } from '../../validated.ts';
import { operation, showing } from './showing.ts';

const refusing = (field: string, isRefused: (value: unknown) => boolean): Change =>
  alsoRefuse(operation, (body) => isRefused(valueAt(body, [field])));

const isNested = (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).some((member) => typeof member === 'object');

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
