import { describe, expect, it } from 'vitest';
import { loadProvider } from '../../specs/contract/load.ts';
import { operationFinder } from '../../specs/contract/operation-finder.ts';
import type { Contract } from '../../specs/contract/types.ts';

const contract = loadProvider('supportdesk');
const [first] = contract.operations as [Contract['operations'][number]];
const withParameter = {
  ...contract,
  operations: [{ ...first, path: '/a.b/{id}/notes', method: 'GET' }],
} as Contract;

describe('the operation of a request', () => {
  it('is found by its method and its whole path, whatever the query', () => {
    const find = operationFinder(contract);
    expect(find(first.method, first.path)).toBe(first);
    expect(find(first.method, `${first.path}?debug=1`)).toBe(first);
    expect(find('PUT', first.path)).toBeUndefined();
    expect(find(first.method, `/v7${first.path}`)).toBeUndefined();
    expect(find(first.method, `${first.path}/`)).toBeUndefined();
  });

  it('may have segments of which only the place is known', () => {
    const find = operationFinder(withParameter);
    expect(find('GET', '/a.b/7/notes')?.path).toBe('/a.b/{id}/notes');
    for (const path of ['/a.b//notes', '/a.b/7/8/notes', '/axb/7/notes'])
      expect(find('GET', path), path).toBeUndefined();
  });

  it('may be below a path that the contract does not know', () => {
    const find = operationFinder(contract, { before: 'anything' });
    expect(find(first.method, `/v7${first.path}`)).toBe(first);
    expect(find(first.method, `${first.path}/more`)).toBeUndefined();
  });
});
