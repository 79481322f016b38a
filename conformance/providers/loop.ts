import type { Plan } from '../cases/change.ts';
import { withField } from '../cases/draft.ts';
import { draftOf } from '../cases/draft-of.ts';
import type { Maker } from '../cases/maker.ts';
import type { Expectation, Recipe } from '../cases/recipe.ts';
import { AnswerReader } from '../reading/answer-reader.ts';
import { isAccepted, told } from '../reading/exchange.ts';
import { check, unseen } from '../suite/check.ts';
import { coverageOf, numbered } from '../suite/recipe-check.ts';
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
        scopes(plan),
        address(plan),
        person(),
      ],
    }),
  },
};

/** The brand whose channel does this, as the target tells. */
function brandOf({ known }: Plan, delivery: string): string | undefined {
  return known.own('brand', 'primary').find((brand) => brand.delivery === delivery)?.id;
}

/** The smallest request of each form to a brand, and the largest. */
function toBrand(plan: Plan, brand: string, expects: Expectation): Omit<Recipe, 'id'>[] {
  return plan.forms.flatMap((form) => {
    const everything = form.optionals.map(({ pointer }) => pointer);
    return [[], everything].map((fields) => ({
      change: { pointer: '/brand_id', keyword: 'delivery', operator: brand },
      expects,
      make: (maker: Maker) =>
        withField(draftOf(plan, form, maker, { with: fields }), '/brand_id', brand),
    }));
  });
}

function upstreamError(plan: Plan): Check {
  const { refused } = plan.operation.rules.get('delivery') ?? {};
  const brand = brandOf(plan, 'failing');
  const clauses = ['loop/delivery/upstream-error', 'loop/errors/code-upstream'];
  if (!brand || !refused) {
    return unseen('delivery/failing', 'the target names no brand with delivery: failing', clauses);
  }
  const recipes = toBrand(plan, brand, { is: 'refused', rejection: refused });
  return coverageOf('delivery/failing', clauses, recipes);
}

function delivery(plan: Plan, kind: string, status: string, clause: string): Check {
  const brand = brandOf(plan, kind);
  const reader = new AnswerReader(plan);
  if (!brand) {
    const reason = `the target names no brand with delivery: ${kind}`;
    return unseen(`delivery/${kind}`, reason, [clause]);
  }
  const expects = { is: 'accepted', clauses: [], shows: [clause] } as const;
  const recipes = numbered(`delivery/${kind}`, toBrand(plan, brand, expects));
  const made = check('coverage', `delivery/${kind}`, [clause], async (session) => {
    for (const recipe of recipes) {
      const draft = recipe.make(session.maker);
      const exchange = draft && (await session.send(draft));
      if (!exchange || !session.accepted(exchange, []) || !isAccepted(exchange)) continue;
      session.judge(reader.read(exchange.answer, '/status') === status, [clause], {
        expected: [`status: ${status}`],
        actual: told(exchange),
        exchanges: [exchange],
      });
    }
  });
  return { ...made, recipes: () => recipes };
}

/** Every credential is taken, with whatever scopes it has, on behalf of its own person. */
function scopes(plan: Plan): Check {
  const clauses = ['loop/scope/none-required', 'loop/scope/ignored'];
  const roles = ['primary', 'second-key'].filter((role) => plan.known.credential(role));
  const recipes = plan.forms.flatMap((form) => {
    const everything = form.optionals.map(({ pointer }) => pointer);
    return [[], everything].flatMap((fields) =>
      roles.map((role): Omit<Recipe, 'id'> => {
        const abilities = plan.known.credential(role)?.abilities ?? [];
        const clause = abilities.length > 0 ? clauses[1] : clauses[0];
        return {
          change: { pointer: '', keyword: 'scope', operator: role },
          expects: { is: 'accepted', clauses: clause ? [clause] : [] },
          make: (maker) => draftOf(plan, form, maker, { role, with: fields }),
        };
      }),
    );
  });
  return coverageOf('scopes', clauses, recipes);
}

/** The address is anybody's. */
function address(plan: Plan): Check {
  const clauses = ['loop/ownership/person-id', 'loop/ownership/email-free'];
  const everything = plan.forms[0]?.optionals.map(({ pointer }) => pointer) ?? [];
  const recipes = [[], everything].map(
    (fields): Omit<Recipe, 'id'> => ({
      change: { pointer: '/requester_email', keyword: 'ownership', operator: 'another-address' },
      expects: { is: 'accepted', clauses, premise: clauses[1] },
      make: (maker) =>
        withField(
          draftOf(plan, plan.forms[0], maker, { with: fields }),
          '/requester_email',
          maker.email(),
        ),
    }),
  );
  return coverageOf('owner', clauses, recipes);
}

/** The person is who the token stands for. */
function person(): Check {
  const clause = 'loop/ownership/person-id';
  return check('coverage', 'owner/colleague', [clause], async (session) => {
    const colleague = session.plan.known.credential('second-key')?.subject;
    if (colleague === undefined) return;
    const others = await session.send(withField(session.draft(), '/person_id', colleague));
    session.judge(!isAccepted(others), [clause], {
      expected: ['a refusal: person_id is not whom the token stands for'],
      actual: told(others),
      exchanges: [others],
    });
  });
}
