import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { generateCases } from '../../conformance/generate/generate.ts';
import { createAjv } from '../../specs/contract/ajv.ts';
import { openContract } from '../../specs/contract/load.ts';
import { packageRoot } from '../../specs/contract/root.ts';
import { temporaryFolder } from '../support/cli.ts';
import { worldOf } from './generated.ts';

/** Fields with keywords that none of the built-in contracts has; their clauses are validation's own. */
const fields = {
  amount: { type: 'integer', exclusiveMinimum: 0, multipleOf: 5 },
  share: { type: 'number', minimum: 0.5, exclusiveMaximum: 1 },
  grade: { type: 'integer', minimum: 1, maximum: 5 },
  labels: {
    type: 'array',
    minItems: 2,
    maxItems: 3,
    uniqueItems: true,
    items: { type: 'string', minLength: 3 },
  },
  place: { type: 'object', properties: { city: { type: 'string' } }, additionalProperties: false },
};

async function ownContract() {
  const file = path.join(temporaryFolder(), 'own.yaml');
  const own = parse(readFileSync(path.join(packageRoot, 'specs/loop/openapi.yaml'), 'utf8'));
  const { properties } = own.components.schemas.SupportTicket;
  const cited = { 'x-clause': 'loop/body/json' };
  for (const [name, schema] of Object.entries(fields)) properties[name] = { ...schema, ...cited };
  properties.labels.items = { ...properties.labels.items, ...cited };
  properties.place.properties.city = { ...properties.place.properties.city, ...cited };
  writeFileSync(file, stringify(own));
  return openContract(file);
}

it('a contract with other keywords of JSON Schema has cases on both of their sides', async () => {
  const contract = await ownContract();
  const cases = [
    ...(await generateCases(contract, await worldOf('loop'), {
      count: 1500,
      kinds: ['valid', 'boundary', 'invalid'],
    })),
  ];
  const broken = new Set(
    cases.flatMap(({ violation }) =>
      violation ? [`${violation.pointer} ${violation.keyword} ${violation.operator}`] : [],
    ),
  );
  for (const one of [
    '/amount exclusiveMinimum the-bound-itself',
    '/amount multipleOf between-two',
    '/share minimum one-too-small',
    '/share exclusiveMaximum the-bound-itself',
    '/grade maximum far-too-big',
    '/labels minItems one-too-few',
    '/labels maxItems one-too-many',
    '/labels uniqueItems twice',
    '/labels/* minLength none-at-all',
    '/place additionalProperties extra',
  ])
    expect(broken).toContain(one);

  const validate = createAjv().compile(contract.operations[0]?.bodySchema ?? {});
  const isOfBody = ({ keyword = '' } = {}) => Object.values(fields).some((f) => keyword in f);
  const wrong = cases.filter(({ kind, violation, steps }) => {
    const { body } = steps[0].request;
    if (kind === 'hostile' || !body || !('text' in body)) return false;
    const isTaken = () => validate(JSON.parse(body.text.replace(/^\uFEFF/, '')));
    if (kind === 'valid') return !isTaken();
    const isOurs =
      violation !== null && /^.(amount|share|grade|labels|place)/.test(violation.pointer);
    return isOurs && isOfBody(violation) && isTaken();
  });
  expect(wrong.map(({ id }) => id)).toEqual([]);
});
