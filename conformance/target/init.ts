import { stringify } from 'yaml';
import type { RateLimit } from '../../specs/behaviours/rate-limit.ts';
import { behavioursOf } from '../../specs/contract/build.ts';
import type { Contract } from '../../specs/contract/types.ts';
import type { Needs } from './need.ts';
import { needsOf } from './needs.ts';
import { placeOf } from './place.ts';

/** Roles whose tenant is not primary's. */
const tenantOf: Readonly<Record<string, string>> = {
  'second-tenant': 'second',
  'exhausted-quota': 'exhausted',
  'small-quota': 'small',
  'small-quota-second-key': 'small',
  'no-agents': 'without-agents',
};

/**
 * A commented `target.yaml` for a server of a contract: it is accepted as soon as the variables that it
 * names are set, and every field is explained where it stands.
 */
export function targetTemplate(contract: Contract): string {
  const needs = needsOf(contract);
  return [
    head(contract),
    authentication(contract),
    credentials(contract, needs),
    tenants(needs),
    permissions(contract, needs),
    limits(contract),
    controls(contract),
  ].join('\n');
}

/** The variable that holds a role's secret. */
function variableOf({ provider }: Contract, role: string): string {
  return `${provider}_${role}_token`.toUpperCase().replace(/[^A-Z0-9]/g, '_');
}

function head({ provider, document, hosts }: Contract): string {
  const where = hosts[0] ? ` (the document has https://${hosts[0]})` : '';
  return `# A server of ${document.info.title} to judge: where it is, who may call it, what exists there, what may be done.
# Wherever a value has \${NAME}, the environment variable NAME is put in its place, so no secret stands here.
#   doublecheck target check <this file>
#   doublecheck conform ${provider} --target <this file>
provider: ${provider}

# Stands for the origin of the provider's own server${where}:
# the document's paths follow it. Beyond this machine, --allow-remote is asked for.
baseUrl: http://127.0.0.1:8080
`;
}

function authentication(contract: Contract): string {
  const { header, prefix } = placeOf(contract);
  return `# How a credential is sent. Without this, as the document says.
# authentication:
#   header: ${header}
#   prefix: '${prefix}'
`;
}

function credentials(contract: Contract, { roles }: Needs): string {
  const owns = hasOwnership(contract);
  const entries = roles.flatMap(({ role, why }) => [
    `# ${why[0]?.toUpperCase()}${why.slice(1)}.`,
    `${role}:`,
    `  tenant: ${tenantOf[role] ?? 'first'}`,
    `  token: \${${variableOf(contract, role)}}`,
    ...(owns ? [`  subject: person-of-${role} # whom the token stands for`] : []),
  ]);
  return `# By role. Only primary is needed; what a missing one was for is reported as not exercised.
credentials:
${indent(entries)}`;
}

function hasOwnership({ operations }: Contract): boolean {
  return operations.some(({ behaviours }) => behaviours.some(({ kind }) => kind === 'ownership'));
}

function tenants({ roles, kinds, settings }: Needs): string {
  const ids = [...new Set(roles.map(({ role }) => tenantOf[role] ?? 'first'))];
  const about = [
    ...settings.map(({ setting, why }) => `# settings.${setting}: ${why}.`),
    ...kinds.map(({ kind, why }) => `# ${kind}: ${why}.`),
  ];
  const described = ids.map((id) => ({
    id,
    ...(settings.length > 0 && { settings: settingsOf(settings, id) }),
    ...(kinds.length > 0 && { entities: entitiesOf(kinds, id) }),
  }));
  return `# The accounts of these credentials, and what of them requests may refer to: put in what exists at your
# server. Each thing has its id, and the fields by which requests name it.
${[...about, 'tenants:'].join('\n')}
${indent(stringify(described, { lineWidth: 0, aliasDuplicateObjects: false }).trimEnd().split('\n'))}`;
}

/** How much quota the tenants of the quota's roles have; others have plenty. */
const quotaOf: Readonly<Record<string, number>> = { exhausted: 0, small: 3 };

function settingsOf(settings: Needs['settings'], tenant: string): object {
  return Object.fromEntries(
    settings.map(({ setting, example }) => [
      setting,
      typeof example === 'number' ? (quotaOf[tenant] ?? 10_000) : example,
    ]),
  );
}

function entitiesOf(kinds: Needs['kinds'], tenant: string): object {
  return Object.fromEntries(
    kinds.map(({ kind, fields }) => {
      const own = Object.entries(fields).map(([name, value]) => [
        name,
        typeof value === 'string' ? value.replace('{tenant}', tenant) : value,
      ]);
      const isThere = !(kind === 'agent' && tenant === 'without-agents');
      return [kind, isThere ? [{ id: `${kind}-of-${tenant}`, ...Object.fromEntries(own) }] : []];
    }),
  );
}

function permissions(contract: Contract, { roles }: Needs): string {
  const rate = `
  # Send more requests than the limit allows, with second-key.
  exhaustRateLimit: false`;
  const quota = `
  # Use up the quota of small-quota's tenant.
  useUpQuota: false`;
  const hasQuota = roles.some(({ role }) => role === 'small-quota');
  return `# What may be done there, beyond sending requests that are refused.
may:
  # How many tickets may be created at most; the whole suite needs some hundreds.
  createTickets: 2000${rateLimitOf(contract) ? rate : ''}${hasQuota ? quota : ''}

# Clauses that this server is known not to have, as ids or patterns; they are not applicable then.
lacks: []

# How hard it may be asked. Without this, as fast as it answers, within the document's own limit.
# pacing:
#   requestsPerSecond: 20
#   concurrency: 4
`;
}

function rateLimitOf(contract: Contract): RateLimit | undefined {
  return [contract, ...contract.operations].flatMap((of) =>
    behavioursOf<RateLimit>(of, 'rate-limit'),
  )[0];
}

function limits(contract: Contract): string {
  const found = rateLimitOf(contract);
  const says = found
    ? `the document has ${found.limit} requests in ${found.window} seconds`
    : 'the document has none';
  return `# Where this server limits requests otherwise by arrangement; ${says}.
# limits:
#   rate: { limit: 10, window: 5 }
`;
}

function controls({ provider }: Contract): string {
  return `# A request that puts the server back to what is described here.
# reset:
#   method: POST
#   url: http://127.0.0.1:8080/test/reset
#   headers: { X-Admin: '\${${provider.toUpperCase()}_ADMIN}' }

# A request that moves the server's clock forward, so that windows need not be waited for.
# clock:
#   method: POST
#   url: http://127.0.0.1:8080/test/clock
#   body: '{"advance": {seconds}}'
`;
}

function indent(lines: readonly string[]): string {
  return `${lines.map((line) => (line === '' ? '' : `  ${line}`)).join('\n')}\n`;
}
