import { shortestSecret } from '../../specs/contract/secret.ts';
import type { ExpandedValue } from './expand.ts';
import type { TargetFile } from './schema.ts';

/** Where the value of a variable is a secret: elsewhere it may be a host, a tenant or an id. */
const secretPlaces = [
  /^\/credentials\/[^/]+\/token$/,
  /^\/(reset|clock)\/(url|body|headers\/[^/]+)$/,
];

/**
 * The values of variables that no output may show: those in credentials and hooks. What is said openly
 * elsewhere in the file, such as a host or an id, is none.
 */
export function secretsOf(file: TargetFile, values: readonly ExpandedValue[]): readonly string[] {
  const urls = [file.baseUrl, ...originsOf(file)];
  const names = new Set([file.provider, ...idsOf(file)]);
  const secrets = values
    .filter(({ pointer }) => secretPlaces.some((place) => place.test(pointer)))
    .map(({ value }) => value)
    .filter((value) => value.length >= shortestSecret && !names.has(value))
    .filter((value) => !urls.some((url) => url.includes(value)));
  return [...new Set(secrets)];
}

/** Where the hooks lead, without what follows the host. */
function originsOf({ reset, clock }: TargetFile): string[] {
  return [reset, clock].flatMap((hook) => (hook ? [new URL(hook.url).origin] : []));
}

function idsOf({ tenants }: TargetFile): string[] {
  return tenants.flatMap(({ id, entities = {} }) => [
    id,
    ...Object.values(entities).flatMap((list) => list.map((entity) => entity.id)),
  ]);
}
