import type { Plan } from '../../cases/change.ts';
import { withField, withHeader } from '../../cases/draft.ts';
import { check, unseen } from '../../suite/check.ts';
import type { Check } from '../../suite/verification.ts';
import type { Entity } from '../../target/target.ts';
import { namesIn, sampleData, sectionsIn } from './bound-data.ts';
import { shaped } from './requests.ts';

const bound = 'tickiti/data/bound-values';
const of = (name: string) => `tickiti/template/${name}`;

/** What a template binds, what it can do without, and how long it may become. */
export function templateChecks(plan: Plan): Check[] {
  const templates = plan.known.own('template', 'primary');
  const refused = plan.operation.rules.get('template-data')?.refused;
  const binding = templates.filter((template) => namesIn(template).length > 0 || template.data);
  const sectioned = templates.find((template) => sectionsIn(template).length > 0);
  if (!refused || binding.length === 0) {
    return [
      unseen(
        'template-data',
        'the target names no template that binds data',
        ['unbound-value', 'rendered-size'].map(of),
      ),
    ];
  }
  return [
    check('coverage', 'template-data/unbound', [of('unbound-value')], async (session) => {
      for (const template of binding) {
        for (const name of Object.keys(sampleData(template, session.maker))) {
          if (sectionsIn(template).includes(name)) continue;
          const draft = shaped(session, '/template_identifier', template.id);
          if (!draft) return;
          const lacking = withField(draft, `/data/${name}`, undefined);
          session.refused(await session.send(lacking), { ...refused, clause: of('unbound-value') });
        }
      }
    }),
    check('coverage', 'template-data/values', [bound, of('unbound-value')], async (session) => {
      for (const template of binding) {
        const [name] = Object.keys(sampleData(template, session.maker));
        for (const value of ['', 'x'.repeat(300), 'Ünïcode – 日本 🎫', '<b>&amp;</b> {{name}}']) {
          const draft = shaped(session, '/template_identifier', template.id);
          if (!draft || name === undefined) return;
          const exchange = await session.send(withField(draft, `/data/${name}`, value));
          // Whether an empty text is a value that is there is an assumption.
          if (value === '') session.accepted(exchange, [of('unbound-value')], of('unbound-value'));
          else session.accepted(exchange, [bound]);
        }
      }
    }),
    check('coverage', 'template-data/rendered-size', [of('rendered-size')], async (session) => {
      const template = binding.find((one) => sizeable(one).length > 0);
      const draft = template && shaped(session, '/template_identifier', template.id);
      const name = template && sizeable(template)[0];
      if (!draft || name === undefined) {
        return session.unseen(
          'the target names no template that has one value twice',
          of('rendered-size'),
        );
      }
      const sized = (length: number) => withField(draft, `/data/${name}`, 'x'.repeat(length));
      const clause = of('rendered-size');
      const again = withHeader(sized(500_000), 'Idempotency-Key', session.maker.uuid());
      session.accepted(await session.send(again), [clause], clause);
      session.refused(await session.send(sized(600_000)), { ...refused, clause });
    }),
    sectioned
      ? check('coverage', 'template-data/section', [of('optional-section')], async (session) => {
          const [section = ''] = sectionsIn(sectioned);
          const draft = shaped(session, '/template_identifier', sectioned.id);
          if (!draft) return;
          for (const value of [undefined, []]) {
            const made = withHeader(draft, 'Idempotency-Key', session.maker.uuid());
            const exchange = await session.send(withField(made, `/data/${section}`, value));
            session.accepted(exchange, [of('optional-section')], of('optional-section'));
          }
        })
      : unseen('template-data/section', 'the target names no template with a section', [
          of('optional-section'),
        ]),
  ];
}

/** Names that a template has more than once: what stands there twice becomes longer than what was sent. */
function sizeable({ subject, content }: Entity): string[] {
  const both = `${subject ?? ''} ${content ?? ''}`;
  return namesIn({ id: '', subject: both }).filter((name) => both.split(`{{${name}}}`).length > 2);
}
