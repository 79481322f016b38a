import { withField } from '../../cases/draft.ts';
import { check, unseen } from '../../suite/check.ts';
import type { Check, Plan } from '../../suite/verification.ts';
import type { Entity } from '../../target/target.ts';
import { namesIn, sampleData, sectionsIn } from './bound-data.ts';
import { shaped } from './requests.ts';

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
      const big = withField(draft, `/data/${name}`, 'x'.repeat(600_000));
      session.refused(await session.send(big), { ...refused, clause: of('rendered-size') });
    }),
    sectioned
      ? check('coverage', 'template-data/section', [of('optional-section')], async (session) => {
          const [section = ''] = sectionsIn(sectioned);
          const draft = shaped(session, '/template_identifier', sectioned.id);
          if (!draft) return;
          const without = withField(draft, `/data/${section}`, undefined);
          session.accepted(
            await session.send(without),
            [of('optional-section')],
            of('optional-section'),
          );
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
