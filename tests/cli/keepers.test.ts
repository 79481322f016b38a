import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { keepersOf } from '../../cli/keepers.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { providers } from '../../specs/contract/providers.ts';
import { packageRoot } from '../../specs/contract/root.ts';

describe.each(providers)('the code that keeps the clauses of %s', (provider) => {
  it('is a file that is there, for every clause', () => {
    const keepers = [...keepersOf(loadProvider(provider)).values()];
    expect(keepers.every((files) => files.length > 0)).toBe(true);
    const files = new Set(keepers.flat().map((keeper) => keeper.split(' ')[0] ?? ''));
    expect([...files].filter((file) => !existsSync(path.join(packageRoot, file)))).toEqual([]);
  });
});

describe('a clause leads to', () => {
  it.each([
    ['midlyr/authentication/api-key', 'mock-server/behaviours/authentication.ts'],
    ['mava/body/json', 'mock-server/behaviours/body.ts'],
    ['mava/priority/values', 'mock-server/behaviours/validation.ts'],
    ['mava/rate-limit/90-per-30s', 'mock-server/behaviours/rate-limit.ts'],
    ['loop/errors/envelope', 'mock-server/behaviours/errors.ts'],
    ['mava/errors/uppercase', 'mock-server/engine/envelope.ts'],
    ['tickiti/queue/inbox', 'mock-server/providers/tickiti/plan.ts (@rule queue)'],
    ['supportdesk/assignment/turns', 'mock-server/providers/supportdesk.ts (@rule assignment)'],
  ])('%s: %s', (id, file) => {
    const provider = id.split('/')[0] as (typeof providers)[number];
    expect(keepersOf(loadProvider(provider)).get(id)).toContain(file);
  });
});
