import type { Quota } from '../../../../specs/behaviours/quota.ts';
import { bodyOf } from '../../../engine/request.ts';
import { answering, editAt, statusOf } from '../../answers.ts';
import { countingFor } from '../../behaviours/quota.ts';
import { type Change, type Defect, defect } from '../../defect.ts';
import { racing } from '../../race.ts';
import { repeatsAreReplayed } from '../../repeats.ts';
import { checking, enforcing } from '../../seeing.ts';
import { operation, showing } from './showing.ts';

type Body = Readonly<Record<string, unknown>>;

const zone = (text: unknown) => String(text).replace('Z', '+00:00');
const anHourAhead = (text: unknown) =>
  new Date(Date.parse(String(text)) + 3_600_000).toISOString().replace('Z', '+01:00');

const times = (edit: (text: unknown) => string): Change =>
  answering({ operation, outcome: ['accepted'] }, (answer) => {
    editAt(answer, '/timestamp', edit);
    editAt(answer, '/data/createdAt', edit);
  });

/** The quota is not looked at for some requests. */
const passing = (isPassed: (body: Body) => boolean): Change =>
  checking<Quota>('quota', (inner, context) =>
    isPassed((bodyOf(context.request) ?? {}) as Body) ? undefined : inner(context),
  );

/** Some tickets do not count. */
const free = (isFree: (body: Body) => boolean): Change =>
  enforcing<Quota>('quota', ({ remember }) => ({
    remember(creation, answer) {
      if (!isFree(creation.body)) remember?.(creation, answer);
    },
  }));

const quotaDefects: readonly Defect[] = [
  defect('supportdesk/quota/scope', 'each-key-has-its-own', countingFor('credential')),
  ...['URGENT', 'LOW'].map((priority) =>
    defect(
      'supportdesk/quota/reached',
      `not-for-${priority.toLowerCase()}-ones`,
      passing((body) => body.priority === priority),
    ),
  ),
  defect(
    'supportdesk/quota/reached',
    'tagged-ones-are-free',
    free(({ tagIds }) => Array.isArray(tagIds) && tagIds.length > 0),
  ),
  defect(
    'supportdesk/quota/reached',
    'plain-ones-are-free',
    free(({ tagIds }) => tagIds === undefined),
  ),
  defect(
    'supportdesk/quota/reached',
    'counted-too-late',
    racing((now, before) => ({ ...now, counters: before.counters })),
  ),
];

export const ticketDefects: readonly Defect[] = [
  ...quotaDefects,
  defect(
    'supportdesk/channel/api',
    'web-for-high-priority',
    showing((data) => {
      if (data.priority === 'HIGH') data.channel = 'WEB';
    }),
  ),
  defect(
    'supportdesk/channel/api',
    'of-metadata',
    showing((data, { metadata }) => {
      const { channel } = (metadata ?? {}) as { channel?: unknown };
      if (typeof channel === 'string') data.channel = channel;
    }),
  ),
  defect('supportdesk/idempotency/none', 'repeats-are-replayed', repeatsAreReplayed()),
  defect(
    'supportdesk/response/status',
    'answers-200',
    statusOf({ operation, outcome: ['accepted'] }, 200),
  ),
  defect(
    'supportdesk/response/status',
    'answers-202',
    statusOf({ operation, outcome: ['accepted'] }, 202),
  ),
  ...Object.entries({
    'no-prefix': (text: string) => text.replace('INV-', ''),
    'another-prefix': (text: string) => text.replace('INV-', 'TIC-'),
    'in-small-letters': (text: string) => text.toLowerCase(),
    hexadecimal: (text: string) => `INV-${Number(text.slice(4)).toString(16)}`,
  }).map(([what, edit]) =>
    defect(
      'supportdesk/response/ticket-number-form',
      what,
      showing((data) => {
        data.ticketNumber = edit(String(data.ticketNumber));
      }),
    ),
  ),
  defect('supportdesk/response/utc', 'written-with-an-offset', times(zone)),
  defect('supportdesk/response/utc', 'in-another-zone', times(anHourAhead)),
  defect(
    'supportdesk/response/assigned-agent',
    'missing',
    showing((data) => {
      if (data.assignedAgent) delete (data as { assignedAgent?: object | null }).assignedAgent;
    }),
  ),
  defect(
    'supportdesk/response/assigned-agent',
    'null-though-assigned',
    showing((data) => {
      data.assignedAgent = null;
    }),
  ),
];
