import { isDeepStrictEqual } from 'node:util';
import type { Plan } from '../../cases/change.ts';
import { type Draft, withField } from '../../cases/draft.ts';
import { check, unseen } from '../../suite/check.ts';
import { isAccepted, told } from '../../suite/exchange.ts';
import type { Session } from '../../suite/session.ts';
import type { Check } from '../../suite/verification.ts';
import { factsOf, shaped } from './requests.ts';

const of = (name: string) => `tickiti/flags/${name}`;
const usedTemplate = 'tickiti/response/used-template';
const usedIntervention = 'tickiti/response/used-intervention';
const isPublic = 'tickiti/is-public/default';

type Flags = Readonly<Record<string, unknown>>;

/** Which path a request took, as the four flags tell. */
export function flagChecks(plan: Plan): Check[] {
  const templates = plan.known.own('template', 'primary').map(({ id }) => id);
  const interventions = plan.known.own('intervention', 'primary');
  return [
    check(
      'coverage',
      'flags/free-text',
      [of('free-text'), usedTemplate, usedIntervention],
      async (session) => {
        for (const value of [undefined, true, false]) {
          const draft = seen(shaped(session, '/data/subject'), value);
          const flags = {
            used_template: false,
            used_intervention: false,
            used_private_template: false,
            used_public_template: false,
          };
          await shows(session, draft, flags, [of('free-text')]);
        }
      },
    ),
    ...(templates.length === 0
      ? [
          unseen('flags/template', 'the target names no template', [
            usedTemplate,
            of('template-visibility'),
            isPublic,
          ]),
        ]
      : [
          check(
            'coverage',
            'flags/template',
            [usedTemplate, usedIntervention, of('template-visibility')],
            async (session) => {
              for (const id of templates) await templateFlags(session, id);
            },
          ),
          check('coverage', 'flags/default', [isPublic], (session) => defaultIsPublic(session)),
        ]),
    ...(interventions.length === 0
      ? [unseen('flags/intervention', 'the target names no intervention', [usedIntervention])]
      : [
          check(
            'coverage',
            'flags/intervention',
            [usedIntervention, ...['intervention-no-template', 'intervention-visibility'].map(of)],
            async (session) => {
              for (const { id, steps } of interventions)
                await interventionFlags(session, id, steps);
            },
          ),
        ]),
  ];
}

function seen(draft: Draft | undefined, value: boolean | undefined): Draft | undefined {
  return draft && value !== undefined ? withField(draft, '/is_public', value) : draft;
}

/** Sends a request and judges some of its flags. */
async function shows(
  session: Session,
  draft: Draft | undefined,
  wanted: Flags,
  clauses: readonly string[],
): Promise<void> {
  if (!draft)
    return session.unseen('the target names nothing to build such a request from', ...clauses);
  const exchange = await session.send(draft);
  if (!session.accepted(exchange, []) || !isAccepted(exchange)) return;
  judge(session, exchange, wanted, clauses);
}

function judge(
  session: Session,
  exchange: Parameters<typeof factsOf>[1],
  wanted: Flags,
  clauses: readonly string[],
) {
  const { flags } = factsOf(session.plan, exchange) as { flags: Flags };
  const shown = Object.fromEntries(Object.keys(wanted).map((name) => [name, flags[name]]));
  session.judge(isDeepStrictEqual(shown, wanted), clauses, {
    expected: [JSON.stringify(wanted)],
    actual: told(exchange),
    exchanges: [exchange],
  });
}

async function templateFlags(session: Session, id: string): Promise<void> {
  for (const value of [true, false]) {
    const draft = seen(shaped(session, '/template_identifier', id), value);
    const exchange = draft && (await session.send(draft));
    if (!exchange || !session.accepted(exchange, []) || !isAccepted(exchange)) continue;
    judge(session, exchange, { used_template: true }, [usedTemplate]);
    judge(session, exchange, { used_intervention: false }, [usedIntervention]);
    const visibility = { used_public_template: value, used_private_template: !value };
    judge(session, exchange, visibility, [of('template-visibility')]);
  }
}

/** Whatever the flags mean: without is_public they are those of true, where true and false tell apart. */
async function defaultIsPublic(session: Session): Promise<void> {
  const flagsWith = async (value: boolean | undefined) => {
    const draft = seen(shaped(session, '/template_identifier'), value);
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

async function interventionFlags(session: Session, id: string, steps: unknown): Promise<void> {
  const responses = (
    (Array.isArray(steps) ? steps : []) as { respond?: string; public?: boolean }[]
  ).filter(({ respond }) => respond !== undefined);
  for (const value of [undefined, true, false]) {
    const draft = seen(shaped(session, '/intervention', id), value);
    const exchange = draft && (await session.send(draft));
    if (!exchange || !session.accepted(exchange, []) || !isAccepted(exchange)) continue;
    judge(session, exchange, { used_intervention: true }, [usedIntervention]);
    judge(session, exchange, { used_template: false }, [of('intervention-no-template')]);
    // The first response is as public as the request says, later ones as their step does.
    const publics = responses.map((step, i) => (i === 0 ? value !== false : step.public === true));
    if (publics.length === 0) continue;
    const visibility = {
      used_public_template: publics.includes(true),
      used_private_template: publics.includes(false),
    };
    judge(session, exchange, visibility, [of('intervention-visibility')]);
  }
}
