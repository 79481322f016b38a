import type { Plan } from '../cases/change.ts';
import { withField } from '../cases/draft.ts';
import { AnswerReader } from '../reading/answer-reader.ts';
import { isAccepted, told } from '../reading/exchange.ts';
import { check, unseen } from '../suite/check.ts';
import type { Check } from '../suite/verification.ts';
import { createsEachTime } from './creates-each-time.ts';
import type { ProviderSuite } from './provider-suite.ts';

/** What a brand's channel does with a message, whose ticket it is, and that scopes do not matter. */
export const suite: ProviderSuite = {
  isUsable: ({ delivery: kind }) => kind !== 'failing',
  operations: {
    createSupportTicket: (plan) => ({
      checks: [
        createsEachTime('loop/idempotency/none', '/ticket_id', plan),
        upstreamError(plan),
        { ...delivery(plan, 'immediate', 'sent', 'loop/delivery/sent'), shows: 'accepted' },
        { ...delivery(plan, 'queued', 'requested', 'loop/delivery/requested'), shows: 'accepted' },
        scopes(),
        owner(),
      ],
    }),
  },
};

/** The brand whose channel does this, as the target tells. */
function brandOf({ known }: Plan, delivery: string): string | undefined {
  return known.own('brand', 'primary').find((brand) => brand.delivery === delivery)?.id;
}

function upstreamError(plan: Plan): Check {
  const { refused } = plan.operation.rules.get('delivery') ?? {};
  const brand = brandOf(plan, 'failing');
  const clauses = ['loop/delivery/upstream-error', 'loop/errors/code-upstream'];
  if (!brand || !refused) {
    return unseen('delivery/failing', 'the target names no brand with delivery: failing', clauses);
  }
  return check('coverage', 'delivery/failing', clauses, async (session) => {
    for (const form of session.plan.forms) {
      const everything = form.optionals.map(({ pointer }) => pointer);
      for (const fields of [[], everything]) {
        const draft = withField(session.draft(form, { with: fields }), '/brand_id', brand);
        session.refused(await session.send(draft), refused);
      }
    }
  });
}

function delivery(plan: Plan, kind: string, status: string, clause: string): Check {
  const brand = brandOf(plan, kind);
  const reader = new AnswerReader(plan);
  if (!brand) {
    const reason = `the target names no brand with delivery: ${kind}`;
    return unseen(`delivery/${kind}`, reason, [clause]);
  }
  return check('coverage', `delivery/${kind}`, [clause], async (session) => {
    for (const form of session.plan.forms) {
      const everything = form.optionals.map(({ pointer }) => pointer);
      for (const fields of [[], everything]) {
        const draft = withField(session.draft(form, { with: fields }), '/brand_id', brand);
        const exchange = await session.send(draft);
        if (!session.accepted(exchange, []) || !isAccepted(exchange)) continue;
        session.judge(reader.read(exchange.answer, '/status') === status, [clause], {
          expected: [`status: ${status}`],
          actual: told(exchange),
          exchanges: [exchange],
        });
      }
    }
  });
}

/** Every credential is taken, with whatever scopes it has, on behalf of its own person. */
function scopes(): Check {
  const clauses = ['loop/scope/none-required', 'loop/scope/ignored'];
  return check('coverage', 'scopes', clauses, async (session) => {
    for (const form of session.plan.forms) {
      const everything = form.optionals.map(({ pointer }) => pointer);
      for (const fields of [[], everything]) {
        for (const role of ['primary', 'second-key']) {
          const abilities = session.plan.known.credential(role)?.abilities;
          if (!session.plan.known.credential(role)) continue;
          const clause = (abilities ?? []).length > 0 ? clauses[1] : clauses[0];
          const exchange = await session.send(session.draft(form, { role, with: fields }));
          session.accepted(exchange, clause ? [clause] : []);
        }
      }
    }
  });
}

/** The person is who the token stands for; the address is anybody's. */
function owner(): Check {
  const [person = '', email = ''] = ['loop/ownership/person-id', 'loop/ownership/email-free'];
  return check('coverage', 'owner', [person, email], async (session) => {
    const everything = session.plan.forms[0]?.optionals.map(({ pointer }) => pointer) ?? [];
    const whole = session.draft(undefined, { with: everything });
    for (const made of [session.draft(), whole]) {
      const other = withField(made, '/requester_email', session.maker.email());
      session.accepted(await session.send(other), [person, email], email);
    }
    const draft = session.draft();
    const colleague = session.plan.known.credential('second-key')?.subject;
    if (colleague === undefined) return;
    const others = await session.send(withField(draft, '/person_id', colleague));
    session.judge(!isAccepted(others), [person], {
      expected: ['a refusal: person_id is not whom the token stands for'],
      actual: told(others),
      exchanges: [others],
    });
  });
}
