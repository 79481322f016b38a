// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how cases name secrets
import { expect, it } from 'vitest';
import { credentialIn, messageOf, missingIn } from '../../conformance/send/fill.ts';
import { variableValues } from '../../conformance/wire/variables.ts';
import { accepted } from './sample-cases.ts';
import { targetAt } from './servers.ts';

const tenant = 'team';
const header = 'authorization';
const target = targetAt('http://127.0.0.1:1', {
  credentials: {
    primary: { tenant, header, value: 'Bearer first/a b?' },
    'second-key': { tenant, header, value: 'Bearer second/a' },
  },
});
const values = variableValues(target);
const [{ request }] = accepted('m').steps;

const filled = (path: string, value: string) =>
  messageOf({ ...request, path, headers: [{ name: 'Authorization', value }] }, values, 'agent');

it('secrets take the place of variables: as they are in headers, percent-encoded in paths', () => {
  const { path, headers } = filled(
    '/a?k=${DOUBLECHECK_PRIMARY}&$${x}',
    '${DOUBLECHECK_SECOND_KEY}',
  );
  expect(path).toBe('/a?k=Bearer%20first%2Fa%20b%3F&${x}');
  expect(headers).toEqual({ 'user-agent': 'agent', authorization: 'Bearer second/a' });
});

it('a request counts for the credential that it is sent with, and for none where that is changed', () => {
  expect(credentialIn(target, filled('/', '${DOUBLECHECK_SECOND_KEY}'))).toBe('Bearer second/a');
  expect(credentialIn(target, filled('/', '${DOUBLECHECK_SECOND_KEY__SHORTER}'))).toBe('');
});

it('a variable without a value is found in paths as in headers', () => {
  const headers = [{ name: 'x', value: 'plain $${DOUBLECHECK_NOBODY}' }];
  expect(missingIn({ ...request, headers }, values)).toBeUndefined();
  const path = '/${DOUBLECHECK_NOBODY}';
  expect(missingIn({ ...request, headers, path }, values)).toBe('DOUBLECHECK_NOBODY');
});
