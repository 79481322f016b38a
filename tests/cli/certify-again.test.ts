import { expect, it } from 'vitest';
import { endingOf } from '../../cli/certificate.ts';
import type { Certificate } from '../../testing/certify.ts';

it('what is told to run again has all that decided over the end, but no values of variables', () => {
  const certificate: Certificate = {
    ...{ provider: 'loop', command: 'node client.js', seed: 7, strict: true, trials: [] },
    ...{ exitCode: 1, why: 'strict, and 1 had no occasion: key/stable' },
  };
  const asked = {
    ...{ integration: 'node client.js', profile: [], strict: true, attempts: 3, timeout: 5 },
    ...{ env: { KEY: 'k {token}' }, world: ['my.yaml'] },
  };
  expect(endingOf(certificate, asked)).toBe(
    "strict, and 1 had no occasion: key/stable · exit 1 · again: doublecheck certify loop --strict --seed 7 --env 'KEY=…' --world my.yaml --timeout 5 --attempts 3 --integration 'node client.js'",
  );
});
