import { answering, editAt, statusOf } from '../../answers.ts';
import { countingFor } from '../../behaviours/quota.ts';
import { type Change, type Defect, defect } from '../../defect.ts';
import { repeatsAreReplayed } from '../../repeats.ts';
import { operation, showing } from './showing.ts';

const zone = (text: unknown) => String(text).replace('Z', '+00:00');
const anHourAhead = (text: unknown) =>
  new Date(Date.parse(String(text)) + 3_600_000).toISOString().replace('Z', '+01:00');

const times = (edit: (text: unknown) => string): Change =>
  answering({ operation, outcome: ['accepted'] }, (answer) => {
    editAt(answer, '/timestamp', edit);
    editAt(answer, '/data/createdAt', edit);
  });

export const ticketDefects: readonly Defect[] = [
  defect('supportdesk/quota/scope', 'each-key-has-its-own', countingFor('credential')),
  defect(
    'supportdesk/channel/api',
    'web-for-high-priority',
    showing((data) => {
      if (data.priority === 'HIGH') data.channel = 'WEB';
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
