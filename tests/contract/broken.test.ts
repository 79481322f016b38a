import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadContract } from '../../specs/contract/load.ts';
import { FileError } from '../../specs/contract/problem.ts';
import { contractFile } from '../../specs/contract/providers.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'doublecheck-contract-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = path.join(folder, 'openapi.yaml');
const good = readFileSync(contractFile('midlyr'), 'utf8');

/** What loading says of the contract with one text replaced by another. */
async function complaintAbout(from: string | RegExp, to: string): Promise<FileError> {
  const broken = good.replace(from, to);
  expect(broken).not.toBe(good);
  writeFileSync(file, broken);
  const error = await loadContract(file).catch((reason: unknown) => reason);
  if (error instanceof FileError) return error;
  throw new Error(`the broken contract was not refused: ${error}`);
}

describe('a broken contract is refused with place and mend', () => {
  it.each<[what: string, from: string | RegExp, to: string, says: RegExp]>([
    ['no YAML', 'openapi: 3.1.0', 'openapi: [', /openapi\.yaml:\d+ /],
    ['another OpenAPI', 'openapi: 3.1.0', 'openapi: 3.0.0', /\/openapi: must match pattern/],
    ['no provider', 'x-provider: midlyr', '', /required property 'x-provider'/],
    [
      'a clause twice',
      'id: midlyr/scenario/values',
      'id: midlyr/scenario/required',
      /declared twice/,
    ],
    [
      'a clause of somebody else',
      /midlyr\/scenario\/values/g,
      'other/scenario/values',
      /does not begin with its provider/,
    ],
    [
      'a clause id with capitals',
      'id: midlyr/scenario/values',
      'id: midlyr/Scenario/Values',
      /\/x-clauses\/\d+\/id: must match/,
    ],
    [
      'an assumption without a reason',
      / {4}because: The page says "the same value", .*\n/,
      '',
      /'because'/,
    ],
    [
      'a clause nobody keeps',
      'clause: midlyr/idempotency/exact-match',
      'clause: midlyr/idempotency/replay',
      /nothing keeps it/,
    ],
    [
      'a citation of no clause',
      'clause: midlyr/idempotency/exact-match',
      'clause: midlyr/idempotency/exact',
      /cited but not declared/,
    ],
    [
      'an unknown kind',
      'kind: idempotency',
      'kind: idempotence',
      /\/x-behaviours\/\d+\/kind: must be equal to one of/,
    ],
    [
      'a misspelt property',
      '          fingerprint:',
      '          finger:',
      /must NOT have additional properties \(finger\)/,
    ],
    [
      'an unknown answer',
      'answers: [payload-too-large]',
      'answers: [too-large]',
      /no answer named "too-large"/,
    ],
    [
      'a code twice',
      'status: 405, code: method_not_allowed',
      'status: 404, code: not_found',
      /404 not_found stands in the catalogue already, as "not-found"/,
    ],
    [
      'an answer nobody gives',
      'answers: [payload-too-large]',
      'answers: [invalid-request]',
      /nothing is ever answered with "payload-too-large"/,
    ],
    [
      'a pointer to no field',
      'at: /externalRef',
      'at: /externalref',
      /\/externalref is no field of the body of createEvent/,
    ],
    [
      'an order that forgets a check',
      'body, validation, idempotency]',
      'body, idempotency]',
      /does not say when validation applies/,
    ],
    [
      'an order with a check that is none',
      'body, validation, idempotency]',
      'body, validation, idempotency, ecko]',
      /"ecko" is no kind of check/,
    ],
    [
      'no atomicity',
      / {2}- kind: atomicity\n.*\n.*\n/,
      '',
      /0 behaviours are of the kind atomicity, not one/,
    ],
    [
      'an unknown security scheme',
      'scheme: apiKey',
      'scheme: key',
      /there is no security scheme "key"/,
    ],
    [
      'a schema that is none',
      'type: boolean',
      'type: bool',
      /created\/type must be equal to one of/,
    ],
    [
      'a $ref to nothing',
      "$ref: '#/components/schemas/Event'",
      "$ref: '#/components/schemas/Events'",
      /Events/,
    ],
    [
      'an example that breaks its schema',
      'scenario: dispute\n',
      'scenario: praise\n',
      /example breaks its schema: \/scenario/,
    ],
  ])('%s', async (_what, from, to, says) => {
    const error = await complaintAbout(from, to);
    expect(error.message).toMatch(says);
    for (const { mend } of error.problems) expect(mend.length).toBeGreaterThan(10);
  });

  it('names the line on which the mistake stands', async () => {
    const error = await complaintAbout('answers: [payload-too-large]', 'answers: [too-large]');
    const line =
      good.split('\n').findIndex((text) => text.includes('answers: [payload-too-large]')) + 1;
    expect(error.problems.find(({ message }) => message.includes('too-large'))?.line).toBe(line);
  });

  it('says so when there is no such file', async () => {
    await expect(loadContract(path.join(folder, 'none.yaml'))).rejects.toThrow(
      /none\.yaml.*\n.*Give the path/,
    );
  });
});
