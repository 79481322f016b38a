interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly allOf?: readonly Node[];
  readonly then?: Node;
  readonly 'x-clause'?: unknown;
}

/** The clauses of the schema's nodes for which a body has a value. */
export function clausesOfFields(schema: unknown, value: unknown): string[] {
  const node = schema as Node | undefined;
  if (!node || value === undefined) return [];
  const own = clausesOfPresence(node['x-clause']);
  const variants = [...(node.allOf ?? []), ...(node.then ? [node.then] : [])];
  return [
    ...own,
    ...variants.flatMap((variant) => clausesOfFields(variant, value)),
    ...members(node, value).flatMap(([member, inner]) => clausesOfFields(member, inner)),
  ];
}

function members({ properties = {}, items }: Node, value: unknown): [Node, unknown][] {
  if (Array.isArray(value)) return items ? value.map((item) => [items, item]) : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(properties).flatMap(([name, node]): [Node, unknown][] =>
    Object.hasOwn(value, name) ? [[node, (value as Record<string, unknown>)[name]]] : [],
  );
}

/** Of a node's clauses, those that a value puts to the test: not what its absence would mean. */
function clausesOfPresence(citation: unknown): string[] {
  if (typeof citation === 'string') return [citation];
  return Object.entries(citation ?? {}).flatMap(([keyword, id]) =>
    absent.has(keyword) ? [] : [String(id)],
  );
}

const absent = new Set(['optional', 'default', 'additionalProperties']);
