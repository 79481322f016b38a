import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Maker } from '../../conformance/cases/maker.ts';
import type { Expectation, SequenceRecipe, SequenceStep } from '../../conformance/cases/recipe.ts';
import { isConfirmed } from '../../conformance/generate/confirm.ts';
import { outcomesOf } from '../../conformance/generate/outcomes.ts';
import { sequencesOf } from '../../conformance/generate/planned.ts';
import { carriesCode } from '../../conformance/reading/code.ts';
import { type Program, programsOf } from '../../conformance/run/program.ts';
import { fits } from '../../conformance/send/fits.ts';
import { targetOfDouble } from '../../conformance/target/from-double.ts';
import type { Target } from '../../conformance/target/target.ts';
import { compose } from '../../conformance/wire/compose.ts';
import type { Answer, Message } from '../../conformance/wire/message.ts';
import { Wire } from '../../conformance/wire/wire.ts';
import { createDouble, type Double } from '../../mock-server/double.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { type Provider, providers } from '../../specs/contract/providers.ts';
import type { OtherServerModule } from '../other-servers/other-server.ts';
import { turnOn } from '../support/judge.ts';
import { someOf } from '../support/some-of.ts';

let double: Double;
let url: string;

beforeAll(async () => {
  double = await createDouble({});
  url = await double.listen();
});
afterAll(() => double.close());

const seeds = [1, 20_260];

/** A sequence that was made, and for what. */
interface Made {
  readonly program: Program;
  readonly recipe: SequenceRecipe;
  readonly steps: readonly SequenceStep[];
}

async function sequencesAt(target: Target, seed: number): Promise<Made[]> {
  const contract = loadProvider(target.provider as Provider);
  const { programs } = await programsOf(contract, target, { seed, marker: 'seq' });
  return programs.flatMap((program) =>
    sequencesOf(program).flatMap((recipe) => {
      const steps = recipe.make(new Maker(seed, 'seq', recipe.id));
      return steps ? [{ program, recipe, steps }] : [];
    }),
  );
}

/** Whether an answer is what a step says that it comes to. */
type Judge = (program: Program, expects: Expectation, answer: Answer) => boolean;

const asExpected: Judge = ({ plan }, expects, answer) => {
  if (expects.is === 'accepted') return answer.status === plan.operation.successStatus;
  return expects.rejection.answers.some(
    ({ status, code }) => status === answer.status && carriesCode(answer, code),
  );
};

/** What a server that honours the document may answer, too. */
const asAllowed: Judge = ({ plan }, expects, answer) => {
  const { allowed } = outcomesOf(plan, expects, undefined);
  return allowed.some((outcome) => fits(outcome, answer));
};

function messageOf({ credentials }: Target, { draft }: SequenceStep): Message {
  return compose(draft, draft.as === null ? undefined : credentials[draft.as], 'test');
}

/** Plays sequences and says which of them had another answer, and at which step. */
async function played(
  target: Target,
  sequences: readonly Made[],
  isRight: Judge,
): Promise<{ recipe: SequenceRecipe; wrong: string }[]> {
  const wire = new Wire(target.baseUrl, 10_000);
  const found: { recipe: SequenceRecipe; wrong: string }[] = [];
  for (const { program, recipe, steps } of sequences) {
    // A sequence finds the limit free.
    await target.controls?.advance?.(60);
    for (const step of steps) {
      if (step.wait !== undefined) await target.controls?.advance?.(step.wait);
      const { answer, silence } = await wire.send(messageOf(target, step), undefined);
      if (answer && isRight(program, step.expects, answer)) continue;
      const came = answer ? `${answer.status} ${answer.text.slice(0, 200)}` : silence?.message;
      found.push({ recipe, wrong: `${recipe.id}: ${step.title}: ${came}` });
      break;
    }
  }
  await wire.close();
  return found;
}

const words = (found: readonly { wrong: string }[]) => found.map(({ wrong }) => wrong);

/** Does something with a sandbox of its own. */
async function atDouble<T>(provider: Provider, use: (target: Target) => Promise<T>): Promise<T> {
  const target = await targetOfDouble(url, provider);
  try {
    return await use(target);
  } finally {
    await target.controls?.release?.();
  }
}

describe.each(someOf(providers, 2))('the sequences of %s', (provider) => {
  it.each(seeds)('come to what they say, with the seed %i', (seed) =>
    atDouble(provider, async (target) => {
      const sequences = await sequencesAt(target, seed);
      expect(words(await played(target, sequences, asExpected))).toEqual([]);
    }),
  );

  it('are the same each time', () =>
    atDouble(provider, async (target) => {
      const bytes = async () =>
        JSON.stringify((await sequencesAt(target, 7)).map(({ recipe, steps }) => [recipe, steps]));
      expect(await bytes()).toBe(await bytes());
    }));

  it('have ids of their own, and only clauses of the contract', () =>
    atDouble(provider, async (target) => {
      const made = await sequencesAt(target, 1);
      const ids = made.map(({ program, recipe }) => `${program.plan.operation.id} ${recipe.id}`);
      expect(new Set(ids).size).toBe(ids.length);
      const { clauses } = loadProvider(provider);
      const cited = made.flatMap(({ recipe, steps }) => [
        ...recipe.clauses,
        ...steps.flatMap(({ expects }) => (expects.is === 'accepted' ? expects.clauses : [])),
      ]);
      expect(cited.filter((id) => !clauses.has(id))).toEqual([]);
    }));

  it('have just the faults that they say, read from the bytes', () =>
    atDouble(provider, async (target) => {
      const doubtful = (await sequencesAt(target, 1)).flatMap(({ program, recipe, steps }) =>
        steps
          .filter((step) => {
            const credential =
              step.draft.as === null ? undefined : target.credentials[step.draft.as];
            const message = messageOf(target, step);
            const { expects, change } = step;
            return !isConfirmed(program.plan, message, credential, expects, change);
          })
          .map(({ title }) => `${recipe.id}: ${title}`),
      );
      expect(doubtful).toEqual([]);
    }));

  it('need no credential that the target lacks, and nothing that it forbids', () =>
    atDouble(provider, async (target) => {
      const { primary, 'second-key': second } = target.credentials;
      const poor: Target = {
        ...target,
        credentials: { ...(primary && { primary }), ...(second && { 'second-key': second }) },
        may: { ...target.may, exhaustRateLimit: false, useUpQuota: false },
      };
      const made = await sequencesAt(poor, 1);
      const roles = made.flatMap(({ steps }) => steps.map(({ draft }) => draft.as ?? 'primary'));
      expect(roles.filter((role) => !(role in poor.credentials))).toEqual([]);
      const ids = made.map(({ recipe }) => recipe.id);
      expect(ids.filter((id) => /rate-limit|quota|tenants/.test(id))).toEqual([]);
    }));
});

/** What there is of each provider, as far as the ids go on from `sequences/`. */
const families: Readonly<Record<Provider, readonly string[]>> = {
  midlyr: [
    'repeat',
    'idempotency/replay',
    'idempotency/same-payload',
    'idempotency/other-payload',
    'idempotency/corrected/authentication',
    'idempotency/corrected/body',
    'idempotency/corrected/validation',
    'idempotency/second-credential',
    'idempotency/two-tenants',
  ],
  mava: [
    'repeat',
    'find-or-create/customer/email',
    'find-or-create/customer/walletAddress',
    'two-tenants/customerId',
    'two-tenants/assignedTo',
    'two-tenants/category',
    'two-tenants/tags/*',
    'two-tenants/attributes/*/attribute',
    'two-tenants/customer/attributes/*/attribute',
    'rate-limit/burst',
  ],
  loop: ['repeat', 'two-tenants/brand_id'],
  tickiti: [
    'repeat',
    'find-or-create/customer/email',
    'two-tenants/data/queue_name',
    'two-tenants/template_identifier',
    'two-tenants/intervention',
    'idempotency/replay',
    'idempotency/same-payload',
    'idempotency/other-payload',
    'idempotency/corrected/authentication',
    'idempotency/corrected/authorisation',
    'idempotency/corrected/body',
    'idempotency/corrected/presence',
    'idempotency/corrected/validation',
    'idempotency/corrected/reference',
    'idempotency/second-credential',
    'idempotency/two-tenants',
    'idempotency/expiry',
  ],
  supportdesk: [
    'repeat',
    'two-tenants/customerExternalId',
    'two-tenants/tagIds/*',
    'quota/used-up-before',
    'quota/next-month',
    'quota/refused-do-not-count',
    'quota/second-credential',
  ],
};

it.each(providers)('%s has every family that it declares, and no other', (provider) =>
  atDouble(provider, async (target) => {
    const ids = (await sequencesAt(target, 1)).map(({ recipe }) => recipe.id);
    const isOf = (family: string) => (id: string) =>
      id === `sequences/${family}` || id.startsWith(`sequences/${family}/`);
    expect(families[provider].filter((family) => !ids.some(isOf(family)))).toEqual([]);
    expect(ids.filter((id) => !families[provider].some((family) => isOf(family)(id)))).toEqual([]);
  }),
);

it('a burst has as many requests as this target lets through', () =>
  atDouble('mava', async (target) => {
    const limited = { ...target, limits: { rate: { limit: 5, window: 2 } } };
    const burst = (await sequencesAt(limited, 1)).find(({ recipe }) => /burst/.test(recipe.id));
    const steps = burst?.steps ?? [];
    expect(steps.map(({ expects }) => expects.is).join(' ')).toBe(
      'accepted accepted accepted accepted accepted refused accepted accepted',
    );
    expect(steps.map(({ wait = 0 }) => wait)).toEqual([2.5, 0, 0, 0, 0, 0, 0, 2.5]);
  }));

/** A defect, and a family in which it shows. */
const shown: readonly (readonly [Provider, string, string])[] = [
  ['midlyr', 'midlyr/idempotency/refused-leaves-key-free~the-refusal-is-replayed', 'corrected'],
  ['midlyr', 'midlyr/idempotency/other-payload~refused', 'other-payload'],
  ['mava', 'mava/rate-limit/exceeded~not-enforced', 'burst'],
  ['mava', 'mava/rate-limit/90-per-30s~one-more', 'burst'],
  ['mava', 'mava/rate-limit/90-per-30s~one-fewer', 'burst'],
  ['mava', 'mava/rate-limit/90-per-30s~a-second-longer', 'burst'],
  ['mava', 'mava/rate-limit/per-key~shared-by-the-tenant', 'burst'],
  ['mava', 'mava/tags/foreign~accepted', 'two-tenants'],
  ['loop', 'loop/brand-id/foreign~accepted', 'two-tenants'],
  ['loop', 'loop/idempotency/none~repeats-are-refused', 'repeat'],
  ['tickiti', 'tickiti/idempotency/replay~answers-208', 'replay'],
  ['tickiti', 'tickiti/idempotency/fingerprint~order-of-keys-matters', 'same-payload'],
  ['tickiti', 'tickiti/idempotency/conflict~creates-instead', 'other-payload'],
  ['tickiti', 'tickiti/idempotency/tenant-scope~shared-by-tenants', 'two-tenants'],
  ['tickiti', 'tickiti/idempotency/tenant-scope~each-credential-has-its-own', 'second-credential'],
  ['tickiti', 'tickiti/idempotency/expiry~an-hour-early', 'expiry'],
  ['tickiti', 'tickiti/idempotency/expiry~never', 'expiry'],
  [
    'tickiti',
    'tickiti/idempotency/refused-leaves-key-free~taken-by-what-names-nothing',
    'corrected/reference',
  ],
  ['supportdesk', 'supportdesk/quota/reached~one-more', 'next-month'],
  ['supportdesk', 'supportdesk/quota/reached~zero-is-unlimited', 'used-up-before'],
  ['supportdesk', 'supportdesk/quota/period~never-renewed', 'next-month'],
  ['supportdesk', 'supportdesk/quota/counts~refused-count', 'refused-do-not-count'],
  ['supportdesk', 'supportdesk/quota/scope~each-key-has-its-own', 'quota/second-credential'],
];

describe('a double that breaks a clause', () => {
  it.each(shown)('of %s, %s, is found by %s', async (provider, defect, family) => {
    await turnOn(url, defect);
    const found = await atDouble(provider, async (target) => {
      const chosen = (await sequencesAt(target, 1)).filter(({ recipe }) =>
        recipe.id.includes(family),
      );
      return played(target, chosen, asExpected);
    });
    await fetch(`${url}/_doublecheck/defects`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: '{"defects":[]}',
    });
    const clause = defect.split('~')[0];
    expect(found.filter(({ recipe }) => recipe.clauses.includes(clause ?? ''))).not.toEqual([]);
  });
});

const modules = await Promise.all(
  providers.map(async (provider) => {
    const module: OtherServerModule = await import(`../other-servers/${provider}.ts`);
    return module.variants.map((variant) => ({ provider, variant, module }));
  }),
);

describe.each(modules.flat())(
  '$provider as $variant, which honours the document and chooses otherwise',
  ({ provider, variant, module }) => {
    it('answers nothing that a sequence does not allow', async () => {
      const server = await module.start(variant);
      const target: Target = {
        ...{ provider, baseUrl: server.baseUrl, credentials: server.credentials },
        tenants: server.tenants as Target['tenants'],
        may: { exhaustRateLimit: true, useUpQuota: true, createTickets: 100_000 },
        controls: { advance: async (seconds) => server.advance(seconds) },
      };
      try {
        const sequences = await sequencesAt(target, 1);
        expect(sequences.length).toBeGreaterThan(1);
        expect(words(await played(target, sequences, asAllowed))).toEqual([]);
      } finally {
        await server.close();
      }
    });
  },
);
