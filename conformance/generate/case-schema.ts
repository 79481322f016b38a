// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how cases name secrets

import type { JsonSchema } from '../../specs/contract/declare.ts';
import { kinds } from './case.ts';

const change = record('One place of a request, and what was done there.', {
  pointer: text(
    'A JSON Pointer into the body, with * for the items of a list; empty for the request as a whole.',
  ),
  keyword: text('The keyword of the contract that speaks of the place.'),
  operator: text('What was done there.'),
});

const outcome = record(
  'An answer. It matches when the status does and, where there is a code, the body carries it.',
  {
    status: {
      description: 'A status, or any status of a class.',
      anyOf: [{ type: 'integer', minimum: 100, maximum: 599 }, { enum: ['2xx', '4xx'] }],
    },
    code: text('The error code, as the whole of a string or as the last segment of a URI.'),
  },
  ['code'],
);

const header = record('A header, as it is sent.', {
  name: { ...text("The header's name."), pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$" },
  value: {
    ...text('Its value, a template; a letter is a byte (ISO 8859-1).'),
    pattern: '^[\\t\\u0020-\\u007e\\u0080-\\u00ff]*$',
  },
});

const body = {
  description: 'The bytes of the body. A request without it has none.',
  oneOf: [
    record('A text, sent in UTF-8.', { text: text('The text.') }),
    record('Bytes that are no text.', {
      base64: { ...text('The bytes in base64.'), contentEncoding: 'base64' },
    }),
    record('A long text.', {
      parts: list(
        'The parts of the text, one after the other.',
        record('A text, so many times over.', {
          text: text('The text.'),
          times: { description: 'How often.', type: 'integer', minimum: 0 },
        }),
      ),
    }),
  ],
};

const request = record(
  'A request. These headers are all it has besides the host, the framing and a user agent.',
  {
    method: { ...text('The method.'), pattern: '^[A-Z]+$' },
    path: {
      ...text('Below the base URL, with the query; a template, filled in percent-encoded.'),
      pattern: '^/',
    },
    headers: list('The headers, in their order.', header),
    body,
  },
  ['body'],
);

const step = record(
  'One request of a case, and what it may come to.',
  {
    title: text('What the step is for.'),
    wait: {
      description: "Seconds that have to pass on the server's clock before it is sent.",
      type: 'number',
      minimum: 0,
    },
    request,
    allowed: {
      ...list('What the document lets a server answer; anything else is a failure.', outcome),
      minItems: 1,
    },
    expected: {
      ...list('What the contract, with its assumptions, has a server answer.', outcome),
      minItems: 1,
    },
  },
  ['title', 'wait'],
);

/** The JSON Schema of one line of cases in JSONL. */
export const caseSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'A case',
  ...record(
    'One labelled request, or a few in a row. In paths and header values ${DOUBLECHECK_<ROLE>} stands for the whole ' +
      "value of that role's credential, ${DOUBLECHECK_<ROLE>__TOKEN}, __SHORTER and __OTHER_CASE for what is made " +
      'of it, and $${ for the text ${.',
    {
      id: { ...text('The same for the same contract, target and seed.'), minLength: 1 },
      provider: { ...text("The contract's name."), minLength: 1 },
      kind: { description: 'What the case is for.', enum: kinds },
      clauses: {
        ...list(
          'The clauses that its outcome, or its answer, tells something of.',
          text('A clause.'),
        ),
        uniqueItems: true,
      },
      violation: orNull(change, 'The one thing that is wrong with it; null where nothing is.'),
      varies: orNull(
        change,
        'The one thing that is special about a case in which nothing is wrong; null for a plain request.',
      ),
      steps: { ...list('The requests, in their order.', step), minItems: 1 },
    },
  ),
};

function text(description: string): JsonSchema {
  return { description, type: 'string' };
}

function list(description: string, items: JsonSchema): JsonSchema {
  return { description, type: 'array', items };
}

function orNull(schema: JsonSchema, description: string): JsonSchema {
  return { description, oneOf: [{ type: 'null' }, schema] };
}

function record(
  description: string,
  properties: Readonly<Record<string, JsonSchema>>,
  optional: readonly string[] = [],
): JsonSchema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { description, type: 'object', required, additionalProperties: false, properties };
}
