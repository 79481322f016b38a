import type { AllowList } from '../../specs/behaviours/allow-list.ts';
import type { Ownership } from '../../specs/behaviours/ownership.ts';
import type { Reference } from '../../specs/behaviours/reference.ts';
import { behavioursOf } from '../../specs/contract/build.ts';
import type { JsonSchema } from '../../specs/contract/declare.ts';
import type { GoldenExchange } from '../../specs/contract/golden-exchange.ts';
import { jsonOf } from '../../specs/contract/json.ts';
import { operationFinder } from '../../specs/contract/operation-finder.ts';
import { parsePointer, valuesAt } from '../../specs/contract/pointer.ts';
import type { Contract, Operation } from '../../specs/contract/types.ts';
import type { WorldRules } from './schema.ts';
import type { Tenant, World, WorldEntity } from './world.ts';

type Kinds = WorldRules['kinds'];

/**
 * A world in which tenants also have what requests of theirs named that were accepted elsewhere: entities by
 * their names, with no more to them than their kind demands, and prefixes of URLs. A credential stands for whom
 * all of its accepted requests named as their own.
 */
export function withNamed(
  world: World,
  contract: Contract,
  { kinds }: WorldRules,
  exchanges: readonly GoldenExchange[],
): World {
  const accepted = acceptedIn(contract, exchanges);
  const tenants = world.tenants.map((tenant) => {
    const roles = new Set(tenant.credentials.map(({ role }) => role));
    const own = accepted.filter(({ request: { as } }) => as !== undefined && roles.has(as));
    const credentials = tenant.credentials.map((credential) => {
      const asked = own.filter(({ request: { as } }) => as === credential.role);
      const [subject, another] = new Set(asked.flatMap(ownersIn));
      return subject !== undefined && another === undefined
        ? { ...credential, subject }
        : credential;
    });
    const known: Tenant = { ...tenant, credentials };
    return own.reduce((so, one) => withNamesOf(so, kinds, one), known);
  });
  return { ...world, tenants };
}

/** A request that was accepted, and what it asked for. */
interface Accepted {
  readonly operation: Operation;
  readonly request: GoldenExchange['request'];
}

function acceptedIn(contract: Contract, exchanges: readonly GoldenExchange[]): Accepted[] {
  const find = operationFinder(contract);
  return exchanges.flatMap(({ request, answer }) => {
    const operation = find(request.method, request.path);
    const isAccepted = answer.status >= 200 && answer.status < 300;
    return operation && isAccepted ? [{ operation, request }] : [];
  });
}

/** As whom a request says that it acts. */
function ownersIn({ operation, request }: Accepted): readonly string[] {
  return behavioursOf<Ownership>(operation, 'ownership').flatMap(({ at }) => textsIn(request, at));
}

function withNamesOf(tenant: Tenant, kinds: Kinds, { operation, request }: Accepted): Tenant {
  const entities = { ...tenant.entities };
  for (const { at, to, by = 'id' } of behavioursOf<Reference>(operation, 'reference'))
    for (const name of textsIn(request, at))
      entities[to] = withEntity(entities[to] ?? [], by, name, kinds[to]);
  const settings = { ...tenant.settings };
  for (const { at, setting } of behavioursOf<AllowList>(operation, 'allow-list'))
    for (const url of textsIn(request, at)) settings[setting] = withPrefix(settings[setting], url);
  return { ...tenant, entities, settings };
}

function textsIn({ body, raw }: GoldenExchange['request'], at: string): string[] {
  const sent = raw === undefined ? body : jsonOf(raw);
  return valuesAt(sent, parsePointer(at)).flatMap(({ value }) =>
    typeof value === 'string' ? [value] : [],
  );
}

function withEntity(
  known: readonly WorldEntity[],
  by: string,
  name: string,
  kind: Kinds[string] | undefined,
): readonly WorldEntity[] {
  if (known.some((entity) => entity[by] === name)) return known;
  const { required = [], properties = {} } = kind ?? {};
  const least = Object.fromEntries(
    required.map((field) => [field, leastOf(properties[field] ?? {})]),
  );
  return [...known, { ...least, id: name, [by]: name }];
}

/** The simplest value of a schema. */
function leastOf({ enum: words, type }: JsonSchema): unknown {
  if (Array.isArray(words)) return words[0];
  const least: Readonly<Record<string, unknown>> = { boolean: true, array: [], integer: 1 };
  return least[String(type)] ?? 'recorded';
}

/** URLs of one folder come together. */
function withPrefix(known: unknown, url: string): readonly unknown[] {
  const prefixes = Array.isArray(known) ? known : [];
  const isCovered = prefixes.some((prefix) => url.startsWith(String(prefix)));
  return isCovered || !URL.canParse(url) ? prefixes : [...prefixes, new URL('.', url).href];
}
