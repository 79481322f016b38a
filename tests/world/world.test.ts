import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadWorld } from '../../mock-server/world/load.ts';
import { type WorldRules, worldSchema } from '../../mock-server/world/schema.ts';
import { createAjv, unproved } from '../../specs/contract/ajv.ts';
import { FileError } from '../../specs/contract/problem.ts';
import { providers } from '../../specs/contract/providers.ts';
import { packageRoot } from '../../specs/contract/root.ts';

const kinds = new Map<string, WorldRules>();
for (const provider of providers) {
  const code: { world: WorldRules } = await import(`../../mock-server/providers/${provider}.ts`);
  kinds.set(provider, code.world);
}

const folder = mkdtempSync(path.join(tmpdir(), 'doublecheck-world-'));
afterAll(() => rmSync(folder, { recursive: true }));

function complaintAbout(yaml: string): FileError {
  const file = path.join(folder, 'world.yaml');
  writeFileSync(file, yaml);
  try {
    loadWorld(file, kinds);
  } catch (error) {
    if (error instanceof FileError) return error;
    throw error;
  }
  throw new Error('the world was taken');
}

describe('the worlds that come with the package', () => {
  it.each(providers)('of %s: have a schema that is one', (provider) => {
    const schema = worldSchema(kinds.get(provider) as WorldRules);
    expect(createAjv(unproved).validateSchema(schema)).toBe(true);
  });

  it.each(providers)('of %s: are in order, with two tenants or more', (provider) => {
    const world = loadWorld(
      path.join(packageRoot, 'fixtures', 'worlds', `${provider}.yaml`),
      kinds,
    );
    expect(world.tenants.length).toBeGreaterThanOrEqual(2);
    const roles = world.tenants.flatMap(({ credentials }) => credentials.map(({ role }) => role));
    expect(roles).toEqual(expect.arrayContaining(['primary', 'second-key', 'second-tenant']));
  });
});

describe('a world of the user’s is refused with line, pointer and mend', () => {
  it.each<[what: string, yaml: string, says: RegExp]>([
    ['no YAML', 'provider: [', /world\.yaml:\d+ /],
    ['nothing at all', '', /\/provider: there is no double of undefined\n.*midlyr, mava/],
    [
      'an unknown provider',
      'provider: acme\ntenants: []',
      /world\.yaml:1 \/provider: there is no double of "acme"/,
    ],
    ['no tenants', 'provider: midlyr\ntenants: []', /\/tenants: must NOT have fewer than 1 items/],
    [
      'a token that no header can carry',
      'provider: midlyr\ntenants:\n  - id: a\n    credentials:\n      - { role: primary, token: "a b" }',
      /world\.yaml:5 \/tenants\/0\/credentials\/0\/token: must match pattern/,
    ],
    [
      'a kind that the provider does not have',
      'provider: loop\ntenants:\n  - id: a\n    credentials: []\n    entities: { agent: [] }',
      /there is no "agent" here\n.*Use one of: brand/,
    ],
    [
      'an entity without what it needs',
      'provider: supportdesk\ntenants:\n  - id: a\n    credentials: []\n    entities: { customer: [{ id: c }] }',
      /\/tenants\/0\/entities\/customer\/0: must have required property 'externalId'/,
    ],
    [
      'a role twice',
      'provider: midlyr\ntenants:\n  - id: a\n    credentials:\n      - { role: p, token: x }\n      - { role: p, token: y }',
      /world\.yaml:6 .*the role "p" stands twice/,
    ],
    [
      'a token twice',
      'provider: midlyr\ntenants:\n  - id: a\n    credentials: [{ role: p, token: x }]\n  - id: b\n    credentials: [{ role: q, token: x }]',
      /the token "x" stands twice/,
    ],
    [
      'an id twice',
      'provider: loop\ntenants:\n  - id: a\n    credentials: []\n    entities: { brand: [{ id: b, delivery: queued }, { id: b, delivery: queued }] }',
      /\/tenants\/0\/entities\/brand\/1\/id: the brand "b" stands twice/,
    ],
    [
      'a follow-up step that is no step',
      'provider: tickiti\ntenants:\n  - id: a\n    credentials: []\n    entities: { intervention: [{ id: i, steps: [{ respond: t }] }] }',
      /\/steps\/0/,
    ],
  ])('%s', (_what, yaml, says) => {
    const error = complaintAbout(yaml);
    expect(error.message).toMatch(says);
    for (const { mend } of error.problems) expect(mend).toMatch(/\w/);
  });
});
