import { expect, it } from 'vitest';
import { parsePointer, valueAt } from '../../specs/contract/pointer.ts';
import { planAndMore } from './generated.ts';

/** Where each provider has its idempotency key. */
const keys = [
  { provider: 'midlyr', at: '/externalRef' },
  { provider: 'tickiti', header: 'idempotency-key' },
] as const;

it.each(keys)('no two accepted requests for $provider have one key', async (key) => {
  const cases = await planAndMore(key.provider, 6000);
  const plain = cases.filter(({ steps, violation }) => steps.length === 1 && violation === null);
  const used = plain.flatMap(({ steps: [{ request }] }) => {
    const { body, headers } = request;
    const text = body && 'text' in body ? body.text.replace(/^\uFEFF/, '') : undefined;
    const value =
      'header' in key
        ? headers.find(({ name }) => name === key.header)?.value
        : text?.startsWith('{') && valueAt(JSON.parse(text), parsePointer(key.at));
    return typeof value === 'string' ? [value] : [];
  });
  expect(used.length).toBeGreaterThan(1000);
  expect(used.filter((value, i) => used.indexOf(value) !== i)).toEqual([]);
});
