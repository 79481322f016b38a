import { isDeepStrictEqual } from 'node:util';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hostileRecipes } from '../../conformance/cases/hostile/index.ts';
import { hostileTexts } from '../../conformance/cases/hostile/texts/index.ts';
import { Maker } from '../../conformance/cases/maker.ts';
import type { Recipe } from '../../conformance/cases/recipe.ts';
import { isValid } from '../../conformance/cases/valid.ts';
import { carriesCode } from '../../conformance/reading/code.ts';
import { type Program, programsOf } from '../../conformance/run/program.ts';
import type { Target } from '../../conformance/target/target.ts';
import { compose } from '../../conformance/wire/compose.ts';
import type { Message } from '../../conformance/wire/message.ts';
import { Wire } from '../../conformance/wire/wire.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { providers } from '../../specs/contract/providers.ts';
import { hurriedTime } from '../support/hurried-time.ts';
import { mapInParallel } from '../support/map-in-parallel.ts';
import { type Client, useDouble } from '../support/use-double.ts';

const double = useDouble({ realTime: hurriedTime() });

type Plan = Program['plan'];

/** A hostile request as it is made, before it is sent. */
interface Made {
  readonly plan: Plan;
  readonly recipe: Recipe;
  readonly body: unknown;
  readonly message: Message;
}

/** What the operators of each class are, as far as every provider that takes a body has them. */
const classes: Record<string, readonly string[]> = {
  emoji: ['emoji', 'emoji-zwj', 'emoji-skin-tone', 'emoji-flag'],
  'right to left': ['right-to-left', 'bidi-override', 'bidi-isolates'],
  'zero width': ['zero-width', 'zero-width-alone', 'zero-width-no-break-space', 'soft-hyphen'],
  combining: ['combining-stack', 'combining-alone'],
  'normal forms': ['composed', 'decomposed', 'compatibility', 'canonical-order'],
  surrogates: ['lone-high-surrogate', 'lone-low-surrogate', 'swapped-surrogates'],
  NUL: ['nul', 'nul-alone', 'raw-nul', 'nul-after', 'nul-before', 'nul-name'],
  'other characters': ['controls', 'line-separators', 'private-use', 'noncharacters', 'tags'],
  SQL: ['quote', 'comment', 'union', 'boolean', 'stacked', 'time'].map((one) => `sql-${one}`),
  templates: ['template-braces', 'template-dollar', 'template-erb', 'template-hash'],
  traversal: ['traversal', 'traversal-backslash', 'traversal-overlong', 'traversal-percent-u'],
  encodings: ['sql', 'template', 'traversal', 'script'].flatMap((one) =>
    ['percent', 'double-percent', 'json-escapes', 'html-decimal', 'utf-7', 'base64'].map(
      (encoding) => `${one}-in-${encoding}`,
    ),
  ),
  'other injections': ['script', 'header-injection', 'log-line', 'format-c', 'shell-substitution'],
  words: ['word-null', 'word-undefined', 'word-nan', 'word-true'],
  'huge texts': ['huge-letters', 'huge-four-bytes', 'huge-escapes', 'huge-text'],
  numbers: ['largest-tenth', 'least-double', 'minus-zero', 'beyond-safe', 'beyond-doubles'],
  'more numbers': ['sum-of-tenths', 'below-doubles', 'long-digits', 'long-fraction'],
  'prototype keys': ['proto-object', 'constructor', 'prototype', 'to-string', 'has-own-property'],
  'deep nesting': ['deep-lists', 'deep-objects', 'far-too-deep-lists', 'never-ending-lists'],
  'huge lists': ['huge-list', 'huge-list-of-objects', 'many-members'],
  names: ['empty-name', 'long-name', 'lone-surrogate-names', 'names-in-capitals'],
  'duplicate keys': ['duplicate-unknown', 'duplicate-known', 'duplicate-known-escaped'],
  marks: ['mark-twice', 'mark-after', 'mark-inside', 'mark-alone', 'byte-order-mark-first'],
  'other encodings': ['utf-16le', 'utf-16be', 'utf-16le-mark', 'utf-32le', 'latin1'],
  'ill-formed UTF-8': ['overlong-slash', 'overlong-nul', 'cesu-8', 'surrogate-high'],
  'charset lies': ['charset-latin1', 'charset-utf-16le', 'charset-utf-7', 'utf-16-labelled'],
  'white space': ['space-no-break', 'space-form-feed', 'space-line-separator'],
  dialects: ['block-comment', 'nan', 'infinity', 'leading-zero', 'single-quoted-text'],
  'more dialects': ['trailing-comma-in-list', 'name-without-quotes', 'escape-unknown'],
  packing: ['gzip-labelled', 'gzip-not-labelled', 'gzip-empty', 'gzip-empty-not-labelled'],
  'two keys in a header': ['key-before-another', 'key-after-another', 'key-twice'],
  'odd headers': ['long-unknown', 'obs-text', 'tab-in-value', 'cookie-noise', 'inherited-names'],
  'headers that proxies use': ['method-override', 'forwarded-host', 'forwarded-for'],
  'headers that HTTP has': ['accept-html', 'accept-encoding', 'range', 'precondition-any'],
  'content types': ['parameter-unknown', 'parameter-quoted-semicolon', 'two-types'],
};

/** What has to be in the bytes of a request for its name to be true. */
const inBytes: Record<string, string> = {
  'lone-high-surrogate': '\\ud800after',
  'lone-low-surrogate': '\\udc00after',
  nul: 'before\\u0000after',
  'traversal-in-json-escapes': '\\u002e\\u002e\\u002f',
  'template-in-percent': '%7b%7b%37',
  'minus-zero': ':-0',
  'beyond-doubles': ':1E400',
  'beyond-safe': ':9007199254740993',
  'proto-object': '"__proto__":{"polluted":true',
  'duplicate-unknown': '"doublecheck":1,"doublecheck":[2]',
  'utf-16le': '{\0"\0',
  'utf-16be': '\0{\0"',
  latin1: 'caf\u00e9"',
  'cesu-8': '\u00ed\u00a0\u00bd\u00ed\u00b8\u0080',
  'gzip-not-labelled': '\u001f\u008b',
};

function operatorOf({ recipe }: Made): string {
  return recipe.change?.operator ?? '';
}

function bytesOf({ message }: Made): Buffer {
  return Buffer.from(message.body ?? '');
}

/** The programs of a provider at a sandbox of the double. */
async function programsAt(client: Client, seed: number): Promise<readonly Program[]> {
  const may = { exhaustRateLimit: true, useUpQuota: true, createTickets: 100_000 };
  const target = { ...(client.target as unknown as Target), may };
  const contract = loadProvider(client.target.provider as (typeof providers)[number]);
  return (await programsOf(contract, target, { seed, marker: 'hostile' })).programs;
}

/** Every hostile request; one that cannot be made is an error, since the double has all that there is. */
function makeAll(client: Client, programs: readonly Program[], seed: number): Made[] {
  return programs.flatMap(({ plan }) =>
    hostileRecipes(plan).map((recipe, i) => {
      const draft = recipe.make(new Maker(seed, 'hostile', `${plan.operation.id}/${recipe.id}`));
      if (!draft) throw new Error(`${plan.operation.id}/${recipe.id} cannot be made`);
      const credential = client.target.credentials[draft.as ?? ''];
      const message = compose(draft, credential, `${plan.operation.id}/${i}`);
      return { plan, recipe, body: draft.body, message };
    }),
  );
}

/** Of what was sent, what came otherwise than the recipe says; the journal tells by which clause. */
async function playAll(client: Client, all: readonly Made[]): Promise<string[]> {
  const wire = new Wire(client.target.baseUrl, 10_000);
  const replies = await mapInParallel(8, all, ({ message }) => wire.send(message, undefined));
  await wire.close();
  const journal = await client.journal();
  const entries = new Map(journal.map((entry) => [entry.request.headers['user-agent'], entry]));
  return all.flatMap(({ plan, recipe, message }, i) => {
    const { answer, silence } = replies[i] ?? {};
    const { expects } = recipe;
    const entry = entries.get(message.headers['user-agent']);
    const came = `${plan.operation.id}/${recipe.id}: ${answer?.status} ${answer?.text.slice(0, 200)} ${silence?.message} ${entry?.outcome} ${entry?.clause}`;
    if (expects.is === 'accepted') {
      const isRight = answer?.status === plan.operation.successStatus;
      return isRight && entry?.outcome === 'accepted' ? [] : [came];
    }
    const { clause, answers } = expects.rejection;
    const isRight = answer?.status === answers[0].status && carriesCode(answer, answers[0].code);
    // Who is nobody has no sandbox whose journal could tell.
    const isNobody = entry === undefined && recipe.change?.keyword === 'credential';
    return isRight && (isNobody || entry?.clause === clause) ? [] : [came];
  });
}

afterEach(() => {
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

describe.each(providers)('the hostile requests of %s', (provider) => {
  let client: Client;
  let all: Made[];
  let withBody: Made[];

  beforeAll(async () => {
    client = await double.client(provider);
    all = makeAll(client, await programsAt(client, 1), 1);
    withBody = all.filter(({ plan }) => plan.forms.length > 0);
  });

  it('are answered by the double exactly as they say, with the clause that they say', async () => {
    expect(all.length).toBeGreaterThan(600);
    expect(await playAll(client, all)).toEqual([]);
  });

  it('have ids of their own, and say that they are hostile and what is special', () => {
    const ids = all.map(({ plan, recipe }) => `${plan.operation.id}/${recipe.id}`);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    expect(all.every(({ recipe }) => recipe.isHostile)).toBe(true);
    const strays = all.filter((made) => !made.recipe.id.endsWith(`/${operatorOf(made)}`));
    expect(strays).toEqual([]);
  });

  it.each(Object.entries(classes))('are of the class %s', (_name, operators) => {
    for (const plan of new Set(withBody.map((made) => made.plan))) {
      const own = new Set(withBody.filter((made) => made.plan === plan).map(operatorOf));
      expect(operators.filter((operator) => !own.has(operator))).toEqual([]);
    }
  });

  it('have every text somewhere, and a good share of them in each field', () => {
    for (const plan of new Set(withBody.map((made) => made.plan))) {
      const texts = withBody.filter(
        ({ plan: own, recipe }) => own === plan && recipe.change?.keyword === 'characters',
      );
      const fields = Map.groupBy(texts, ({ recipe }) => recipe.change?.pointer);
      const shares = [...fields.values()].map(({ length }) => length);
      expect(Math.min(...shares)).toBeGreaterThan(25);
      const used = new Set(texts.map(operatorOf));
      expect(hostileTexts.filter(({ operator }) => !used.has(operator))).toEqual([]);
    }
  });

  it('hold in their bytes what their names say', () => {
    for (const [operator, text] of Object.entries(inBytes)) {
      const made = withBody.filter((one) => operatorOf(one) === operator);
      const lacking = made.filter((one) => !bytesOf(one).toString('latin1').includes(text));
      expect([operator, made.length > 0, lacking]).toEqual([operator, true, []]);
    }
  });

  it('are valid by an independent validator where they are to be accepted', () => {
    const wrong = withBody.filter((made) => {
      if (made.recipe.expects.is !== 'accepted') return false;
      const value: unknown = JSON.parse(bytesOf(made).toString('utf8'));
      return !isValid(made.plan, value) || !isDeepStrictEqual(value, made.body);
    });
    expect(wrong.map(({ recipe }) => recipe.id)).toEqual([]);
  });

  it('rest on an assumption unless the document speaks of just this', () => {
    const { clauses } = loadProvider(provider);
    const levelOf = (id: string | undefined) => clauses.get(id ?? '')?.level;
    const unfounded = all.filter(({ recipe: { expects, change } }) => {
      if (expects.premise !== undefined) return levelOf(expects.premise) !== 'assumed';
      const isOfToken = change?.keyword === 'credential' || change?.keyword === 'key';
      const isSaid = expects.is === 'refused' && levelOf(expects.rejection.clause) === 'documented';
      return !(isOfToken && isSaid);
    });
    expect(unfounded.map(({ recipe }) => recipe.id)).toEqual([]);
  });

  it('are the same for the same seed, to the last byte', async () => {
    const again = makeAll(client, await programsAt(client, 1), 1);
    const differing = again.filter(({ message }, i) => {
      const first = all[i];
      return !first || !isDeepStrictEqual(message, first.message);
    });
    expect(differing.map(({ recipe }) => recipe.id)).toEqual([]);
    expect(again).toHaveLength(all.length);
  });
});
