import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { targetTemplate } from '../../conformance/target/init.ts';
import { needsOf, unmetNeeds } from '../../conformance/target/needs.ts';
import { readTarget } from '../../conformance/target/read-target.ts';
import { targetSchema } from '../../conformance/target/schema.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { providers } from '../../specs/contract/providers.ts';
import { targetFile } from './write-target.ts';

/** Values for all variables that a file names outside its comments. */
function secretsFor(template: string): NodeJS.ProcessEnv {
  const lines = template.split('\n').filter((line) => !line.trimStart().startsWith('#'));
  const names = [...lines.join('\n').matchAll(/\$\{(\w+)\}/g)].map(([, name]) => String(name));
  return Object.fromEntries(names.map((name) => [name, `value-of-${name}`]));
}

describe.each(providers)('the template for %s', (provider) => {
  const contract = loadProvider(provider);
  const template = targetTemplate(contract);
  const read = (text = template) =>
    readTarget(targetFile(text), contract, { env: secretsFor(template) });

  it('is accepted once its variables are set, and leaves nothing unmet', () => {
    const target = read();
    expect(unmetNeeds(target, contract)).toEqual([]);
    expect(Object.keys(target.credentials)).toEqual(
      needsOf(contract).roles.map(({ role }) => role),
    );
  });

  it('has things of its own for each tenant', () => {
    const ids = read().tenants.flatMap(({ entities }) => Object.values(entities).flat());
    expect(new Set(ids.map(({ id }) => id)).size).toBe(ids.length);
  });

  it('is accepted with what it has as comments, too', () => {
    const uncommented = template.replace(
      /^# (?=(authentication|limits|pacing|reset|clock):| {2}\w+:)/gm,
      '',
    );
    const file = targetFile(uncommented);
    const env = secretsFor(uncommented);
    const target = readTarget(file, contract, { env });
    expect(Object.keys(target.controls ?? {})).toEqual(['reset', 'advance']);
    expect([target.limits, target.pacing]).not.toContain(undefined);
    const known = Object.keys(targetSchema.properties as object);
    expect(Object.keys(parse(uncommented)).sort()).toEqual([...known].sort());
  });

  it('holds no secret', () => {
    for (const { token } of Object.values<{ token: string }>(parse(template).credentials))
      expect(token).toMatch(/^\$\{[A-Z_]+\}$/);
  });
});

describe('what a target needs', () => {
  it('follows from what the contract declares', () => {
    const rolesOf = (provider: (typeof providers)[number]) =>
      needsOf(loadProvider(provider)).roles.map(({ role }) => role);
    expect(rolesOf('midlyr')).toEqual(['primary', 'second-key', 'second-tenant']);
    expect(rolesOf('tickiti')).toContain('lacking-ability');
    expect(rolesOf('supportdesk')).toEqual(
      expect.arrayContaining(['exhausted-quota', 'small-quota', 'no-agents']),
    );
    const { kinds, settings } = needsOf(loadProvider('mava'));
    expect(kinds.map(({ kind }) => kind)).toEqual([
      'customer',
      'agent',
      'category',
      'tag',
      'attribute',
    ]);
    expect(settings.map(({ setting }) => setting)).toEqual(['attachmentPrefixes']);
  });

  it('is told for what is left out', () => {
    const contract = loadProvider('mava');
    const file = targetFile({
      provider: 'mava',
      baseUrl: 'http://localhost',
      credentials: { primary: { tenant: 'a', token: 't' } },
      tenants: [{ id: 'a', entities: { customer: [{ id: 'c' }], tag: [] } }],
      may: { createTickets: 1 },
    });
    const unmet = unmetNeeds(readTarget(file, contract), contract).join('\n');
    expect(unmet).toMatch(/^the credential "second-tenant": /m);
    expect(unmet).toMatch(/^anything of the kind "tag": /m);
    expect(unmet).toMatch(/^the setting "attachmentPrefixes": /m);
    expect(unmet).not.toContain('"customer"');
  });
});
