import { type Site, sitesOf } from '../../mock-server/defects/derived/sites.ts';
import type { JsonSchema } from '../../specs/contract/declare.ts';
import { parsePointer, setAt, valueAt } from '../../specs/contract/pointer.ts';
import type { Contract, Operation } from '../../specs/contract/types.ts';
import type { Step } from './probe.ts';

/** The bodies of the contract's own examples of an operation; one of undefined where it takes none. */
export function exampleBodies({ document }: Contract, { pointer }: Operation): readonly unknown[] {
  const path = [...parsePointer(pointer), 'requestBody', 'content', 'application/json', 'examples'];
  const examples = Object.values(
    (valueAt(document, path) ?? {}) as Record<string, { value: unknown }>,
  );
  return examples.length > 0 ? examples.map(({ value }) => value) : [undefined];
}

/** For each clause that a field of a request cites: the contract's examples with every suspicious value there. */
export function fieldProbes(contract: Contract): Record<string, Step[]> {
  const probes: Record<string, Step[]> = {};
  for (const operation of contract.operations) {
    const { bodySchema, path } = operation;
    for (const site of bodySchema ? sitesOf(bodySchema) : []) {
      const bodies = exampleBodies(contract, operation).flatMap((body) =>
        variants(body as object, site),
      );
      const steps = bodies.flatMap((body, index): Step[] =>
        // A limit of requests is not what this is about.
        index % 60 === 59 ? [{ advance: 3600 }, { path, body }] : [{ path, body }],
      );
      for (const clause of clausesOf(site.node))
        probes[clause] = [...(probes[clause] ?? []), ...steps];
    }
  }
  return probes;
}

function clausesOf({ 'x-clause': cited }: JsonSchema): string[] {
  if (typeof cited === 'string') return [cited];
  return [...new Set(Object.values((cited ?? {}) as Record<string, string>))];
}

/** A body with each value in the place of a field, and without the field. */
function variants(body: object, { field, node }: Site): object[] {
  const path = field.map((segment) => (segment === '*' ? '0' : segment));
  const owner = valueAt(body, path.slice(0, -1));
  if (typeof owner !== 'object' || owner === null || field.length === 0) return [body];
  const copies = valuesFor(node).map((value) => {
    const copy = structuredClone(body);
    setAt(copy, path, value);
    return copy;
  });
  const without = structuredClone(body);
  delete (valueAt(without, path.slice(0, -1)) as Record<string, unknown>)[path.at(-1) ?? ''];
  return [body, without, ...copies];
}

function valuesFor(node: JsonSchema): unknown[] {
  const { type, enum: listed = [], maxLength, maxItems, items } = node;
  const any: unknown[] = [null, 0, 1, 'text', '', [], ['text'], {}, { other: 1 }, true, '1', 1.5];
  const values = (listed as unknown[]).flatMap((value) =>
    typeof value === 'string'
      ? [value, value.toUpperCase(), value.toLowerCase()]
      : [value, Number(value) + 1, String(value)],
  );
  const lengths = typeof maxLength === 'number' ? [maxLength, maxLength + 1] : [];
  const counts = typeof maxItems === 'number' ? [maxItems, maxItems + 1] : [];
  const item = exampleItem(items as JsonSchema | undefined);
  return [
    ...any,
    ...values,
    ...(type === 'string' ? [...lengths.map((count) => 'x'.repeat(count)), ...texts] : []),
    ...(type === 'array' ? [...counts.map((count) => Array(count).fill(item)), [item, item]] : []),
    ...(type === 'number' ? [-1, 0, 1, 2, 3, 4, 2.5, '2'] : []),
    ...(type === 'object' ? [{ nested: { deep: [1] } }, '{}'] : []),
  ];
}

const texts = [
  'a@b.example',
  'a@b',
  'a+b@c.example',
  'a@b.c.example',
  '7b1e3a529c0d4f6e8a215d3c9e0f4b11',
  '7B1E3A52-9C0D-4F6E-8A21-5D3C9E0F4B11',
  'TGFz',
  'TGE=',
  'TGE',
  '-_-_',
  '0x52908400098527886E0F7030069857D2E4169EE7',
  '0x52908400098527886E0F7030069857D2E4169EE7x',
  '64C1D2E3F4A5B6C7D8E9F001',
  '64c1d2e3f4a5b6c7d8e9f001x',
];

function exampleItem(schema: JsonSchema | undefined): unknown {
  if (schema?.type !== 'object') return '64b0c1d2e3f4a5b6c7d8e901';
  const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
  const of: Record<string, unknown> = {
    attribute: '64f4a5b6c7d8e9f0a1b2c302',
    content: 'x',
    url: 'https://mava-uploads-harbor.s3.amazonaws.com/a.png',
    fileName: 'a.png',
  };
  return Object.fromEntries(
    Object.keys(properties).flatMap((name) => (name in of ? [[name, of[name]]] : [])),
  );
}
