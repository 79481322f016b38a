import { beforeAll, describe, expect, it } from 'vitest';
import type { Case } from '../../conformance/generate/case.ts';
import { caseSchema } from '../../conformance/generate/case-schema.ts';
import { createAjv } from '../../specs/contract/ajv.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { providers } from '../../specs/contract/providers.ts';
import { planAndMore } from './generated.ts';

/** Keywords of JSON Schema: a case that breaks one must be refused by the schema, at that place. */
const ofSchema = new Set([
  ...['type', 'enum', 'required', 'pattern', 'format', 'not'],
  ...['minLength', 'maxLength', 'minimum', 'maximum', 'maxItems'],
]);

function bodyOf({ steps }: Case): unknown {
  const { body } = steps[0].request;
  const text = body && 'text' in body ? body.text : undefined;
  return text === undefined ? undefined : JSON.parse(text.replace(/^\uFEFF/, ''));
}

describe.each(providers)('the labels of the cases for %s', (provider) => {
  const contract = loadProvider(provider);
  const ajv = createAjv({ allErrors: true });
  const validators = new Map(
    contract.operations.map(({ id, bodySchema }) => [id, bodySchema && ajv.compile(bodySchema)]),
  );
  const validatorFor = ({ id }: Case) => validators.get(id.split('/')[1] ?? '');

  let all: Case[];
  beforeAll(async () => {
    all = await planAndMore(provider, 1000);
  });

  it('say of every valid one what the schema says', () => {
    const cases = all.filter(({ kind }) => kind === 'valid' || kind === 'boundary');
    const wrong = cases.filter((one) => {
      const validate = validatorFor(one);
      const value = one.violation === null ? bodyOf(one) : undefined;
      return value !== undefined && validate && !validate(value);
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('name the place and the keyword that the schema refuses, and no other', async () => {
    const broken = all.filter(
      ({ kind, violation }) => kind !== 'hostile' && violation && ofSchema.has(violation.keyword),
    );
    expect(broken.length).toBeGreaterThan(100);
    const wrong = broken.filter((one) => {
      const value = bodyOf(one);
      const validate = validatorFor(one);
      if (value === undefined || !validate) return false;
      if (validate(value)) return true;
      const place = one.violation?.pointer.split('/').slice(0, 2).join('/') ?? '';
      return (validate.errors ?? []).some(
        ({ instancePath, params }) =>
          !`${instancePath}/${params.missingProperty ?? ''}`.startsWith(place),
      );
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('have the form that is documented, and only clauses of the contract', async () => {
    const validate = createAjv().compile(caseSchema);
    const malformed = all.filter((one) => !validate(one));
    expect(malformed.map(({ id }) => id)).toEqual([]);
    const strange = all.flatMap(({ clauses }) => clauses.filter((id) => !contract.clauses.has(id)));
    expect(strange).toEqual([]);
  });

  it('allow what they expect', async () => {
    const isAllowed = (
      { status, code }: { status: number | string; code?: string },
      one: { status: number | string; code?: string },
    ) =>
      (one.status === status || String(one.status).replace('xx', '') === String(status)[0]) &&
      (one.code === undefined || one.code === code);
    const torn = all.filter(({ steps }) =>
      steps.some(({ allowed, expected }) =>
        expected.some((outcome) => !allowed.some((one) => isAllowed(outcome, one))),
      ),
    );
    expect(torn.map(({ id }) => id)).toEqual([]);
  });
});
