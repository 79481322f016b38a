import type { Rejection } from '../../../specs/contract/types.ts';
import type { Plan } from '../../cases/change.ts';
import { withField, withHeader } from '../../cases/draft.ts';
import { check, unseen } from '../../suite/check.ts';
import type { Session } from '../../suite/session.ts';
import type { Check } from '../../suite/verification.ts';
import type { Entity } from '../../target/target.ts';
import { namesIn, sampleData, sectionsIn } from './bound-data.ts';
import { shaped } from './requests.ts';

const bound = 'tickiti/data/bound-values';
const of = (name: string) => `tickiti/template/${name}`;
const [unbound, size, optional] = ['unbound-value', 'rendered-size', 'optional-section'].map(
  of,
) as [string, string, string];

/** What a template binds, what it can do without, and how long it may become. */
export function templateChecks(plan: Plan): Check[] {
  const templates = plan.known.own('template', 'primary');
  const refused = plan.operation.rules.get('template-data')?.refused;
  const binding = templates.filter((template) => namesIn(template).length > 0 || template.data);
  const sectioned = templates.find((template) => sectionsIn(template).length > 0);
  if (!refused || binding.length === 0) {
    const reason = 'the target names no template that binds data';
    return [unseen('template-data', reason, [unbound, size])];
  }
  return [
    check('coverage', 'template-data/unbound', [unbound], async (session) => {
      for (const template of binding) await lacking(session, template, refused);
    }),
    check('coverage', 'template-data/values', [bound, unbound], async (session) => {
      for (const template of binding) await valued(session, template);
    }),
    check('coverage', 'template-data/rendered-size', [size], (session) =>
      grown(session, binding, refused),
    ),
    sectioned
      ? check('coverage', 'template-data/section', [optional], (session) =>
          withoutSection(session, sectioned),
        )
      : unseen('template-data/section', 'the target names no template with a section', [optional]),
  ];
}

/** Each value that is needed is left out in its turn. */
async function lacking(session: Session, template: Entity, refused: Rejection): Promise<void> {
  for (const name of Object.keys(sampleData(template, session.maker))) {
    if (sectionsIn(template).includes(name)) continue;
    const draft = shaped(session, '/template_identifier', template.id);
    if (!draft) return;
    const without = withField(draft, `/data/${name}`, undefined);
    session.refused(await session.send(without), { ...refused, clause: unbound });
  }
}

const values = ['', 'x'.repeat(300), 'Ünïcode – 日本 🎫', '<b>&amp;</b> {{name}}'];

async function valued(session: Session, template: Entity): Promise<void> {
  const [name] = Object.keys(sampleData(template, session.maker));
  for (const value of values) {
    const draft = shaped(session, '/template_identifier', template.id);
    if (!draft || name === undefined) return;
    const exchange = await session.send(withField(draft, `/data/${name}`, value));
    // Whether an empty text is a value that is there is an assumption.
    if (value === '') session.accepted(exchange, [unbound], unbound);
    else session.accepted(exchange, [bound]);
  }
}

/** A value that stands twice in a template, just short enough and too long. */
async function grown(
  session: Session,
  binding: readonly Entity[],
  refused: Rejection,
): Promise<void> {
  const template = binding.find((one) => sizeable(one).length > 0);
  const draft = template && shaped(session, '/template_identifier', template.id);
  const name = template && sizeable(template)[0];
  if (!draft || name === undefined) {
    return session.unseen('the target names no template that has one value twice', size);
  }
  const sized = (length: number) => withField(draft, `/data/${name}`, 'x'.repeat(length));
  const again = withHeader(sized(500_000), 'Idempotency-Key', session.maker.uuid());
  session.accepted(await session.send(again), [size], size);
  session.refused(await session.send(sized(600_000)), { ...refused, clause: size });
}

async function withoutSection(session: Session, sectioned: Entity): Promise<void> {
  const [section = ''] = sectionsIn(sectioned);
  const draft = shaped(session, '/template_identifier', sectioned.id);
  if (!draft) return;
  for (const value of [undefined, []]) {
    const made = withHeader(draft, 'Idempotency-Key', session.maker.uuid());
    const exchange = await session.send(withField(made, `/data/${section}`, value));
    session.accepted(exchange, [optional], optional);
  }
}

/** Names that a template has more than once: what stands there twice becomes longer than what was sent. */
function sizeable({ subject, content }: Entity): string[] {
  const both = `${subject ?? ''} ${content ?? ''}`;
  return namesIn({ id: '', subject: both }).filter((name) => both.split(`{{${name}}}`).length > 2);
}
