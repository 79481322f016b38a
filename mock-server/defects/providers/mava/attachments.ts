import type { AllowList } from '../../../../specs/behaviours/allow-list.ts';
import { valuesAt } from '../../../../specs/contract/pointer.ts';
import type { Contract } from '../../../../specs/contract/types.ts';
import { refuse } from '../../../engine/outcome.ts';
import { bodyOf } from '../../../engine/request.ts';
import { letting } from '../../behaviours/allow-list.ts';
import { type Change, type Defect, defect } from '../../defect.ts';
import { requestFieldDefects } from '../../derived/request-fields.ts';
import { checking, seeing } from '../../seeing.ts';
import { seenAs } from '../../validated.ts';

const at = '/message/attachments/*/url';

interface Attachment {
  readonly url?: unknown;
  readonly fileName?: unknown;
}

/** Attachments are refused that are in order. */
const refusing = (isRefused: (url: string, fileName: string) => boolean): Change =>
  checking<AllowList>('allow-list', (inner, context, { outside }) => {
    const found = valuesAt(bodyOf(context.request), ['message', 'attachments', '*']);
    const isOut = found.some(({ value }) => {
      const { url, fileName } = value as Attachment;
      return isRefused(String(url), String(fileName));
    });
    return inner(context) ?? (isOut ? refuse(outside) : undefined);
  });

const lastSegment = (url: string) => url.split('/').at(-1) ?? '';

/** Hosts that are called as the caller's, but for the last word of their first label. */
const isSibling = (url: string, prefix: string) => {
  const stem = prefix.slice(0, prefix.indexOf('.')).replace(/[^-]+$/, '');
  return url.startsWith(stem) && url.includes(prefix.slice(prefix.indexOf('.')));
};

const climbs = (url: string, times: number): boolean => {
  const once = url.replace(/%2e/gi, '.').replace(/%2f/gi, '/').replace(/%25/gi, '%');
  return /(^|\/)\.\.(\/|$)/.test(url) || (times > 0 && once !== url && climbs(once, times - 1));
};

/** What is no text is not looked for in the allow-list. */
const othersUnseen = seeing<AllowList>('allow-list', (request) =>
  seenAs(request, (body) => {
    const { message } = (body ?? {}) as { message?: { attachments?: unknown } };
    if (!Array.isArray(message?.attachments)) return body;
    const texts = message.attachments.filter(({ url }: Attachment) => typeof url === 'string');
    return { message: { attachments: texts } };
  }),
);

/** An address of another type is taken: by the schema, and by the allow-list behind it. */
const otherTypes = (contract: Contract): Defect[] =>
  requestFieldDefects(contract)
    .filter(({ clause }) => clause === 'mava/attachments/url-type')
    .map((one) => ({ ...one, changes: [...one.changes, othersUnseen] }));

export const attachmentDefects = (contract: Contract): readonly Defect[] => [
  ...otherTypes(contract),
  defect(
    'mava/attachments/pre-uploaded',
    'fetched-from-anywhere',
    letting(at, (url) => /^https:/i.test(url) && !climbs(url, 3)),
  ),
  defect('mava/attachments/own-bucket', 'all-buckets-accepted', letting(at, isSibling)),
  defect(
    'mava/attachments/encoded-traversal',
    'accepted',
    letting(at, (url) => climbs(url, 3) && !climbs(url, 0)),
  ),
  defect(
    'mava/attachments/encoded-traversal',
    'twice-encoded-accepted',
    letting(at, (url) => climbs(url, 3) && !climbs(url, 1)),
  ),
  defect(
    'mava/attachments/encoded-traversal',
    'capitals-accepted',
    letting(at, (url) => url.includes('%2E') && !climbs(url.replaceAll('%2E', ''), 3)),
  ),
  defect(
    'mava/attachments/existence',
    'must-be-called-as-the-file',
    refusing((url, fileName) => lastSegment(url) !== fileName),
  ),
  defect(
    'mava/attachments/existence',
    'must-have-an-extension',
    refusing((url) => !lastSegment(url).includes('.')),
  ),
];
