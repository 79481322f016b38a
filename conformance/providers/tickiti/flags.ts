import { isDeepStrictEqual } from 'node:util';
import type { Plan } from '../../cases/change.ts';
import type { Maker } from '../../cases/maker.ts';
import { isAccepted, told } from '../../reading/exchange.ts';
import type { Watch } from '../../reading/watch.ts';
import { check, unseen } from '../../suite/check.ts';
import type { Session } from '../../suite/session.ts';
import type { Check } from '../../suite/verification.ts';
import { type Path, pathOf } from './path.ts';
import { factsOf, madeFor, type Shape, sending, type Wanted } from './requests.ts';

const of = (name: string) => `tickiti/flags/${name}`;
const usedTemplate = 'tickiti/response/used-template';
const usedIntervention = 'tickiti/response/used-intervention';
const isPublic = 'tickiti/is-public/default';

type Flags = Readonly<Record<string, unknown>>;
type Rule = readonly [clause: string, wanted: Flags];

/** Which path a request took, as the four flags of every answer tell. */
export function watchFlags(plan: Plan): Watch {
  return {
    clauses: [
      ...[usedTemplate, usedIntervention],
      ...['free-text', 'template-visibility'].map(of),
      ...['intervention-no-template', 'intervention-visibility'].map(of),
    ],
    shownBy(draft) {
      const path = pathOf(plan, { draft, isReplay: false });
      return path ? rulesOf(path).map(([clause]) => clause) : [];
    },
    accepted(exchange, note) {
      const path = pathOf(plan, exchange);
      if (!path) return;
      const { flags } = factsOf(plan, exchange) as { flags: Flags };
      for (const [clause, wanted] of rulesOf(path)) {
        const shown = Object.fromEntries(Object.keys(wanted).map((name) => [name, flags[name]]));
        if (isDeepStrictEqual(shown, wanted)) {
          note({ saw: 'held', clause });
          continue;
        }
        const found = { expected: [JSON.stringify(wanted)], actual: told(exchange) };
        note({ saw: 'broken', clause, also: [], ...found, exchanges: [exchange] });
      }
    },
  };
}

const none: Flags = {
  used_template: false,
  used_intervention: false,
  used_private_template: false,
  used_public_template: false,
};

function rulesOf(path: Path): Rule[] {
  if (path.of === 'text') return [[of('free-text'), none]];
  if (path.of === 'template') {
    return [
      [usedTemplate, { used_template: true }],
      [usedIntervention, { used_intervention: false }],
      ...(path.isPublic === undefined ? [] : [visibility('template', [path.isPublic])]),
    ];
  }
  const { steps } = path.entity;
  const all = (Array.isArray(steps) ? steps : []) as { respond?: string; public?: boolean }[];
  const responses = all.filter(({ respond }) => respond !== undefined);
  // The first response is as public as the request says, later ones as their step does.
  const publics = responses.map((step, i) =>
    i === 0 ? path.isPublic !== false : step.public === true,
  );
  return [
    [usedIntervention, { used_intervention: true }],
    [of('intervention-no-template'), { used_template: false }],
    ...(publics.length === 0 ? [] : [visibility('intervention', publics)]),
  ];
}

function visibility(path: 'template' | 'intervention', publics: readonly boolean[]): Rule {
  const flags = {
    used_public_template: publics.includes(true),
    used_private_template: publics.includes(false),
  };
  return [of(`${path}-visibility`), flags];
}

/** Requests of each path: seen by the customer and not, by themselves and beside what else there may be. */
export function flagChecks(plan: Plan): Check[] {
  const { known } = plan;
  const own = (kind: string) => known.own(kind, 'primary').map(({ id }) => id);
  const [templates, interventions] = [own('template'), own('intervention')];
  const queue = own('queue').at(-1);
  const beside = {
    '/use_passed_originator_as_responder': true,
    ...(queue !== undefined && { '/data/queue_name': queue }),
  };
  const text = ['free-text'].map(of);
  const template = [usedTemplate, usedIntervention, of('template-visibility')];
  const intervention = ['intervention-no-template', 'intervention-visibility'].map(of);
  const started = {
    '/use_passed_originator_as_responder': true,
    '/uid': (maker: Maker) => maker.word(),
  };
  return [
    sending(
      plan,
      'flags/free-text',
      [...text, usedTemplate, usedIntervention],
      [...seenOrNot('/data/subject', [undefined], beside)],
    ),
    ...(templates.length === 0
      ? [unseen('flags/template', 'the target names no template', [...template, isPublic])]
      : [
          sending(
            plan,
            'flags/template',
            template,
            seenOrNot('/template_identifier', templates, beside),
          ),
          check('coverage', 'flags/default', [isPublic], (session) => defaultIsPublic(session)),
        ]),
    interventions.length === 0
      ? unseen('flags/intervention', 'the target names no intervention', [usedIntervention])
      : sending(
          plan,
          'flags/intervention',
          [usedIntervention, ...intervention],
          seenOrNot('/intervention', interventions, started),
        ),
  ];
}

function seenOrNot(
  shape: Shape,
  names: readonly (string | undefined)[],
  beside: Readonly<Record<string, unknown>>,
): Wanted[] {
  return names.flatMap((named) =>
    [undefined, true, false].flatMap((value) =>
      [{}, beside].map((others) => ({
        shape,
        ...(named !== undefined && { named }),
        fields: { ...others, ...(value !== undefined && { '/is_public': value }) },
      })),
    ),
  );
}

/** Whatever the flags mean: without is_public they are those of true, where true and false tell apart. */
async function defaultIsPublic(session: Session): Promise<void> {
  const flagsWith = async (value: boolean | undefined) => {
    const draft = madeFor(session, {
      shape: '/template_identifier',
      fields: { ...(value !== undefined && { '/is_public': value }) },
    });
    const exchange = draft && (await session.send(draft));
    if (!exchange || !session.accepted(exchange, []) || !isAccepted(exchange)) return undefined;
    return { exchange, flags: factsOf(session.plan, exchange).flags };
  };
  const [open, closed, absent] = [
    await flagsWith(true),
    await flagsWith(false),
    await flagsWith(undefined),
  ];
  if (!open || !closed || !absent || isDeepStrictEqual(open.flags, closed.flags)) {
    return session.unseen('no answer tells a public response from a private one', isPublic);
  }
  session.judge(isDeepStrictEqual(absent.flags, open.flags), [isPublic], {
    expected: [`the flags of is_public: true, ${JSON.stringify(open.flags)}`],
    actual: told(absent.exchange),
    exchanges: [open.exchange, absent.exchange],
  });
}
