import type { JsonSchema } from '../../specs/contract/declare.ts';
import type { Problem } from '../../specs/contract/problem.ts';
import type { World } from './world.ts';

/** What a provider's code exports as `world`: what its tenants can have. */
export interface WorldRules {
  /** Finds what is wrong with a world that its schema cannot tell. */
  readonly check?: (world: World) => readonly Problem[];
  /** Settings of a tenant, by name. */
  readonly settings: Readonly<Record<string, JsonSchema>>;
  /** Properties of an entity besides its id, by kind. Those in `required` must be there. */
  readonly kinds: Readonly<
    Record<string, { required?: string[]; properties: Record<string, JsonSchema> }>
  >;
}

const name: JsonSchema = { type: 'string', minLength: 1 };

/** Tenants and roles together name a credential, as `tenant/role`. */
const part: JsonSchema = { type: 'string', pattern: '^[^/]+$' };

/** The JSON Schema of a provider's worlds. */
export function worldSchema({ settings, kinds }: WorldRules): JsonSchema {
  const entities = Object.entries(kinds).map(([kind, { required = [], properties }]) => [
    kind,
    { type: 'array', items: closed({ id: name, ...properties }, ['id', ...required]) },
  ]);
  const credential = closed(
    {
      role: part,
      token: { type: 'string', pattern: '^[\\x21-\\x7e]+$' },
      abilities: { type: 'array', items: name },
      subject: name,
    },
    ['role', 'token'],
  );
  const tenant = closed(
    {
      id: part,
      settings: closed(settings),
      credentials: { type: 'array', items: credential },
      entities: closed(Object.fromEntries(entities)),
    },
    ['id', 'credentials'],
  );
  return closed({ provider: name, tenants: { type: 'array', minItems: 1, items: tenant } }, [
    'provider',
    'tenants',
  ]);
}

function closed(
  properties: Readonly<Record<string, unknown>>,
  required: readonly string[] = [],
): JsonSchema {
  return { type: 'object', properties, required, additionalProperties: false };
}
