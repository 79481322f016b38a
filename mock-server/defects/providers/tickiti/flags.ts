import { valueAt } from '../../../../specs/contract/pointer.ts';
import { bodyOf } from '../../../engine/request.ts';
import { answering, successes } from '../../answers.ts';
import { type Change, type Defect, defect } from '../../defect.ts';

const operation = 'createTicket';

type Flags = Record<string, unknown>;
type Body = Readonly<Record<string, unknown>>;

/** The flags of the answer are told otherwise. */
const telling = (edit: (flags: Flags, body: Body) => object | undefined): Change =>
  answering({ operation, outcome: successes }, (answer, { request }) => {
    const { data } = answer as { data: Flags };
    Object.assign(data, edit(data, (bodyOf(request) ?? {}) as Body));
  });

const isText = ({ template_identifier: template, intervention }: Body) =>
  template === undefined && intervention === undefined;

const swapped = ({ used_public_template: open, used_private_template: closed }: Flags) => ({
  used_public_template: closed,
  used_private_template: open,
});

/** What identifies the ticket is told, though this endpoint does not. */
const identified = (name: string): Change =>
  answering({ operation, outcome: ['accepted'] }, (answer, { decision }) => {
    for (const write of decision.writes)
      if (write.write === 'entity' && write.kind === 'ticket')
        Object.assign((answer as { data: object }).data, { [name]: write.data[name] });
  });

export const flagDefects: readonly Defect[] = [
  ...['template', 'intervention', 'public_template', 'private_template'].map((name) =>
    defect(
      'tickiti/flags/free-text',
      `used-${name.replace('_', '-')}`,
      telling((_flags, body) => (isText(body) ? { [`used_${name}`]: true } : undefined)),
    ),
  ),
  defect(
    'tickiti/flags/template-visibility',
    'the-wrong-way-round',
    telling((flags, body) => (body.template_identifier === undefined ? undefined : swapped(flags))),
  ),
  defect(
    'tickiti/flags/template-visibility',
    'always-public',
    telling((flags, body) =>
      body.template_identifier === undefined || flags.used_public_template === true
        ? undefined
        : swapped(flags),
    ),
  ),
  defect(
    'tickiti/flags/template-visibility',
    'both-for-staff-only',
    telling((_flags, body) =>
      body.template_identifier !== undefined && body.is_public === false
        ? { used_public_template: true }
        : undefined,
    ),
  ),
  defect(
    'tickiti/flags/intervention-no-template',
    'true',
    telling((_flags, body) =>
      body.intervention === undefined ? undefined : { used_template: true },
    ),
  ),
  defect(
    'tickiti/flags/intervention-visibility',
    'the-first-response-alone',
    telling(({ used_public_template: open }, body) =>
      body.intervention === undefined
        ? undefined
        : open === true && body.is_public !== false
          ? { used_private_template: false }
          : { used_public_template: false },
    ),
  ),
  defect(
    'tickiti/flags/intervention-visibility',
    'none',
    telling((_flags, body) =>
      body.intervention === undefined
        ? undefined
        : { used_public_template: false, used_private_template: false },
    ),
  ),
  defect(
    'tickiti/response/used-intervention',
    'true-for-a-template',
    telling((_flags, body) =>
      body.template_identifier === undefined ? undefined : { used_intervention: true },
    ),
  ),
  defect(
    'tickiti/response/used-template',
    'false-beside-a-queue',
    telling((_flags, body) =>
      valueAt(body, ['data', 'queue_name']) === undefined ? undefined : { used_template: false },
    ),
  ),
  defect(
    'tickiti/response/used-template',
    'false-when-the-originator-answers',
    telling((_flags, body) =>
      body.use_passed_originator_as_responder === true ? { used_template: false } : undefined,
    ),
  ),
  defect(
    'tickiti/response/used-intervention',
    'false-beside-a-uid',
    telling((_flags, body) => (body.uid === undefined ? undefined : { used_intervention: false })),
  ),
  defect(
    'tickiti/flags/free-text',
    'used-private-template-for-staff-only',
    telling((_flags, body) =>
      isText(body) && body.is_public === false ? { used_private_template: true } : undefined,
    ),
  ),
  ...['ticket_number', 'ticket_id', 'secure_id'].map((name) =>
    defect('tickiti/response/no-identifiers', `tells-${name.replace('_', '-')}`, identified(name)),
  ),
];
