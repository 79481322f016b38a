import { type Create, type Creation, rejectionOf } from '../../../engine/creation.ts';
import { type Refusal, refuse } from '../../../engine/outcome.ts';
import { type Change, type Defect, defect } from '../../defect.ts';

/** The provider's code, with what its refusals of templates lead to. */
const creating = (wrap: (create: Create) => Create): Change => ({
  of: 'code',
  operation: 'createTicket',
  wrap: (inner) => ({ ...inner, create: wrap(inner.create) }),
});

const dataOf = ({ body }: Creation) => (body.data ?? {}) as Record<string, unknown>;

/** Tries once more with other data, when the templates could not be rendered. */
const retrying = (
  edit: (data: Record<string, unknown>, refusal: Refusal) => Record<string, unknown> | undefined,
): Change =>
  creating((create) => (creation) => {
    const refusal = create(creation);
    const data = refusal && edit(dataOf(creation), refusal);
    if (!data) return refusal;
    creation.body = { ...creation.body, data };
    return create(creation);
  });

const refusing = (isRefused: (creation: Creation) => boolean): Change =>
  creating(
    (create) => (creation) =>
      isRefused(creation) ? refuse(rejectionOf(creation, 'template-data')) : create(creation),
  );

const lacking = ({ detail = '' }: Refusal) =>
  detail.match(/^data lacks (.*)\.$/)?.[1]?.split(', ') ?? [];

const renderedEmpty = retrying((data, refusal) => {
  const names = lacking(refusal);
  return names.length > 0
    ? { ...data, ...Object.fromEntries(names.map((name) => [name, ''])) }
    : undefined;
});

/** A single value that is lacking is overlooked, as long as another is there. */
const oneOverlooked = retrying((data, refusal) => {
  const [name, ...others] = lacking(refusal);
  return name !== undefined && others.length === 0 ? { ...data, [name]: '' } : undefined;
});

const emptyRefused = refusing(
  ({ body }) =>
    body.template_identifier !== undefined &&
    Object.values((body.data ?? {}) as object).includes(''),
);

const shortened = retrying((data, { clause }) => {
  if (clause !== 'tickiti/template/rendered-size') return undefined;
  const short = (value: unknown) => (typeof value === 'string' ? value.slice(0, 100) : []);
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, short(value)]));
});

/** Names of the sections of every template that the request leads to. */
const sections = ({ context: { facts }, body }: Creation): string[] =>
  [...facts.entities.values()]
    .flat()
    .filter(({ kind, id }) => kind === 'template' && id === body.template_identifier)
    .flatMap(({ data }) =>
      [...String(data.content).matchAll(/\{\{#(\w+)\}\}/g)].map(([, name = '']) => name),
    );

export const templateDefects: readonly Defect[] = [
  defect('tickiti/template/unbound-value', 'rendered-empty', renderedEmpty),
  defect('tickiti/template/unbound-value', 'one-is-overlooked', oneOverlooked),
  defect('tickiti/template/unbound-value', 'empty-text-counts-as-unbound', emptyRefused),
  defect(
    'tickiti/template/optional-section',
    'must-be-bound',
    refusing((creation) =>
      sections(creation).some((name) => !Object.hasOwn(dataOf(creation), name)),
    ),
  ),
  defect(
    'tickiti/template/optional-section',
    'an-empty-list-is-refused',
    refusing((creation) =>
      sections(creation).some(
        (name) => (dataOf(creation)[name] as unknown[] | undefined)?.length === 0,
      ),
    ),
  ),
  defect('tickiti/template/rendered-size', 'not-enforced', shortened),
  defect(
    'tickiti/template/rendered-size',
    'half-of-it',
    refusing(
      (creation) =>
        creation.body.template_identifier !== undefined &&
        JSON.stringify(dataOf(creation)).length > 300_000,
    ),
  ),
];
