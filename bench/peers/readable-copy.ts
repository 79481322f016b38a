import { loadProvider } from '../../specs/contract/load.ts';
import type { Provider } from '../../specs/contract/providers.ts';

type Json = Record<string, unknown>;

interface ObjectSchema {
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, { readonly const?: unknown }>>;
}

interface Choice {
  readonly if: ObjectSchema;
  readonly then: ObjectSchema;
}

/**
 * The contract as Specmatic can read it, with the same meaning: without extensions (it takes the members
 * of `x-clause` for keywords), with a variant of its own for each `if`/`then`, and with a response example
 * beside each request example (it leaves out those that have no partner of the same name).
 */
export function readableCopy(provider: Provider): Json {
  const document = structuredClone(loadProvider(provider).document) as unknown as Json;
  const copy = readable(document) as Json;
  for (const item of Object.values(copy.paths as Record<string, Json>))
    for (const operation of Object.values(item)) pairExamples(operation as Json);
  return copy;
}

function readable(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(readable);
  if (typeof node !== 'object' || node === null) return node;
  const plain = Object.entries(node).filter(([name]) => !name.startsWith('x-'));
  return withVariants(Object.fromEntries(plain.map(([name, value]) => [name, readable(value)])));
}

/** `allOf` of nothing but "if this field is that, then …" becomes `oneOf` of those variants. */
function withVariants(schema: Json): Json {
  const { allOf, ...base } = schema;
  if (!Array.isArray(allOf) || !allOf.every(isChoiceByValue)) return schema;
  const { properties = {}, required = [] } = base as ObjectSchema;
  const oneOf = allOf.map((one) => {
    const { if: condition, then } = one as Choice;
    const chosen = Object.entries(condition.properties ?? {}).map(([name, schema]) => [
      name,
      { type: 'string', enum: [schema.const] },
    ]);
    return {
      ...base,
      required: [...new Set([...required, ...(then.required ?? [])])],
      properties: { ...properties, ...then.properties, ...Object.fromEntries(chosen) },
    };
  });
  return { oneOf };
}

function isChoiceByValue(one: unknown): boolean {
  const { if: condition } = (one ?? {}) as Partial<Choice>;
  const chosen = Object.values(condition?.properties ?? {});
  return chosen.length > 0 && chosen.every((schema) => schema.const !== undefined);
}

interface Examples {
  examples?: Record<string, unknown>;
}

function pairExamples(operation: Json): void {
  const asked = contentOf(operation.requestBody);
  const answered = Object.entries((operation.responses ?? {}) as Json)
    .filter(([status]) => status.startsWith('2'))
    .map(([, response]) => contentOf(response))[0];
  const [answer] = Object.values(answered?.examples ?? {});
  if (!asked?.examples || !answered || answer === undefined) return;
  answered.examples = Object.fromEntries(Object.keys(asked.examples).map((name) => [name, answer]));
}

function contentOf(node: unknown): Examples | undefined {
  return (node as { content?: Record<string, Examples> } | undefined)?.content?.[
    'application/json'
  ];
}
