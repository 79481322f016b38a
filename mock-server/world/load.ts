import { createAjv } from '../../specs/contract/ajv.ts';
import type { JsonSchema } from '../../specs/contract/declare.ts';
import { FileError, type Problem } from '../../specs/contract/problem.ts';
import { readSource } from '../../specs/contract/source.ts';
import { type WorldRules, worldSchema } from './schema.ts';
import type { World } from './world.ts';

/**
 * Reads a world from a YAML or JSON file of the user's.
 *
 * @param kinds the kinds of entities that the provider's double knows, by provider.
 * @throws FileError that names line, pointer and mend of everything wrong in it.
 */
export function loadWorld(file: string, kinds: ReadonlyMap<string, WorldRules>): World {
  const source = readSource(file);
  const problems = checkWorld(source.value, kinds);
  if (problems.length === 0) return source.value as World;
  throw new FileError(
    file,
    problems.map((problem) => ({ ...problem, line: source.lineOf(problem.pointer) })),
  );
}

/** What is wrong with a world: its shape first, then its names. */
export function checkWorld(value: unknown, kinds: ReadonlyMap<string, WorldRules>): Problem[] {
  const provider = (value as { provider?: unknown } | null)?.provider;
  const known = typeof provider === 'string' ? kinds.get(provider) : undefined;
  if (!known) {
    const mend = `Set provider to one of ${[...kinds.keys()].join(', ')}.`;
    return [
      { pointer: '/provider', message: `there is no double of ${JSON.stringify(provider)}`, mend },
    ];
  }
  const shape = checkShape(value, worldSchema(known));
  if (shape.length > 0) return shape;
  return [...checkNames(value as World), ...(known.check?.(value as World) ?? [])];
}

function checkShape(value: unknown, schema: JsonSchema): Problem[] {
  const validate = createAjv({ allErrors: true, verbose: true }).compile(schema);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params, parentSchema }) => {
    const known = Object.keys(
      (parentSchema as { properties?: object } | undefined)?.properties ?? {},
    );
    const extra = params.additionalProperty as string | undefined;
    return {
      pointer: instancePath,
      message: extra === undefined ? `${message}` : `there is no "${extra}" here`,
      mend: extra === undefined ? 'Write it so.' : `Use one of: ${known.join(', ')}.`,
    };
  });
}

/** Roles and tokens stand once in a world, ids once in a tenant's kind. */
function checkNames({ tenants }: World): Problem[] {
  const roles = new Set<string>();
  const tokens = new Set<string>();
  const ids = new Set<string>();
  const problems: Problem[] = [];
  const once = (seen: Set<string>, name: string, what: string, pointer: string): void => {
    if (seen.has(name)) {
      problems.push({
        pointer,
        message: `${what} stands twice`,
        mend: 'Rename or remove one of the two.',
      });
    }
    seen.add(name);
  };

  for (const [t, tenant] of tenants.entries()) {
    once(ids, tenant.id, `the tenant "${tenant.id}"`, `/tenants/${t}/id`);
    for (const [c, { role, token }] of tenant.credentials.entries()) {
      const pointer = `/tenants/${t}/credentials/${c}`;
      once(roles, role, `the role "${role}"`, `${pointer}/role`);
      once(tokens, token, `the token "${token}"`, `${pointer}/token`);
    }
    for (const [kind, entities] of Object.entries(tenant.entities ?? {})) {
      for (const [e, { id }] of entities.entries()) {
        once(
          ids,
          `${tenant.id} ${kind} ${id}`,
          `the ${kind} "${id}"`,
          `/tenants/${t}/entities/${kind}/${e}/id`,
        );
      }
    }
  }
  return problems;
}
