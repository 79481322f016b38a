import type { JsonSchema } from '../../../specs/contract/declare.ts';
import { valuesAt } from '../../../specs/contract/pointer.ts';
import type { Contract, Operation } from '../../../specs/contract/types.ts';
import type { DefectsOf } from '../defect.ts';
import { alsoRefuse } from '../validated.ts';
import { type Candidate, named } from './candidate.ts';
import { isLookedAt } from './looked-at.ts';
import { cited, nameOf, type Site, sitesOf } from './sites.ts';

/** A sort of values that a field takes and a careless server refuses. */
interface Refusal {
  readonly what: string;
  /** The keywords whose clause it breaks; the first that the field cites. */
  readonly keywords: readonly string[];
  isOf(node: JsonSchema, site: Site): boolean;
  isRefused(value: unknown, node: JsonSchema): boolean;
}

const hasMatch =
  (regex: RegExp) =>
  (value: unknown): boolean =>
    regex.test(String(value));

const isText = ({ type, format, pattern, enum: listed }: JsonSchema) =>
  type === 'string' && !format && !pattern && !listed;

/** A media type is written in few letters, and a file has a name of few. */
const isOfKind = (site: Site) => /content_type|file_?name/i.test(nameOf(site));
const isMediaType = (site: Site) => nameOf(site) === 'content_type';

/** What an object holds in which the document lets anything stand. */
const isFreeObject = ({ type, properties }: JsonSchema, { field }: Site) =>
  type === 'object' && properties === undefined && field.length > 0;

/** A text of JSON without what stands in its strings. */
const bare = (value: unknown) => JSON.stringify(value).replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');

const inObject = (what: string, isRefused: (value: unknown) => boolean): Refusal => ({
  what,
  keywords: ['additionalProperties', 'type'],
  isOf: isFreeObject,
  isRefused,
});

/** Against what the document says: each value is of the type, the format or the length that it names. */
const documented: readonly Refusal[] = [
  {
    what: 'counted-in-bytes',
    keywords: ['maxLength'],
    isOf: (node) => isText(node) && Number(node.maxLength) >= 16,
    isRefused: (value, { maxLength }) => Buffer.byteLength(String(value)) > Number(maxLength),
  },
  {
    what: 'refuses-letters-beyond-ascii',
    keywords: ['type'],
    isOf: (node, site) => isText(node) && !isMediaType(site),
    isRefused: hasMatch(/[^\0-\x7f]/),
  },
  {
    what: 'refuses-beyond-32-bits',
    keywords: ['type'],
    isOf: ({ type, maximum, enum: listed }) => type === 'number' && !maximum && !listed,
    isRefused: (value) => Number(value) > 2 ** 31,
  },
  {
    what: 'refuses-capitals',
    keywords: ['format'],
    isOf: ({ format }) => format === 'email',
    isRefused: hasMatch(/[A-Z]/),
  },
  {
    what: 'refuses-over-64-characters',
    keywords: ['format'],
    isOf: ({ format }) => format === 'email',
    isRefused: (value) => String(value).length > 64,
  },
  {
    what: 'refuses-over-4000-characters',
    keywords: ['type'],
    isOf: ({ format }) => format === 'byte',
    isRefused: (value) => String(value).length > 4000,
  },
  inObject('refuses-emoji', (value) => /\p{Extended_Pictographic}/u.test(JSON.stringify(value))),
  inObject('refuses-negative-numbers', (value) => /-\d/.test(bare(value))),
  inObject('refuses-numbers-of-16-digits', (value) => /\d{16}/.test(bare(value))),
  inObject('refuses-lists-in-lists', (value) => /\[\[|,\[/.test(bare(value))),
  inObject('refuses-over-20-members', (value) => Object.keys(Object(value)).length > 20),
  inObject('refuses-over-2-kb', (value) => JSON.stringify(value).length > 2048),
  inObject('refuses-six-levels', (value) => bare(value).split('{').length > 6),
];

/** A uid has the length of one. */
const hasNoMost = (node: JsonSchema, site: Site) =>
  isText(node) && node.maxLength === undefined && !isOfKind(site) && nameOf(site) !== 'uid';

/** Against what is only assumed: any text is taken, whatever it holds and however long it is. */
const assumed: readonly Refusal[] = [
  {
    what: 'refuses-over-255-characters',
    keywords: [],
    isOf: hasNoMost,
    isRefused: (value) => String(value).length > 255,
  },
  ...(
    [
      ['refuses-line-breaks', /\n/],
      ['refuses-angle-brackets', /[<>]/],
      ['refuses-percent-signs', /%/],
    ] as const
  ).map(([what, regex]) => ({
    what,
    keywords: [],
    isOf: (node: JsonSchema, site: Site) => isText(node) && !isOfKind(site),
    isRefused: hasMatch(regex),
  })),
];

/** So many fields of an operation tell as much as all of them would. */
const enough = 2;

/** Values that are as they may be, and are refused. */
export const requestValueDefects: DefectsOf = (contract) =>
  named(contract.operations.flatMap((operation) => candidatesOf(contract, operation)));

function candidatesOf({ provider }: Contract, operation: Operation): Candidate[] {
  const { bodySchema, rules } = operation;
  if (!bodySchema) return [];
  const sites = sitesOf(bodySchema).filter((site) => !isLookedAt(operation, site));
  const stated = rules.get('values')?.clauses ?? [];
  const texts = stated.find((id) => id === `${provider}/body/characters`);
  const few = sites
    .filter((site) => isText(site.node) && !site.field.includes('*'))
    .slice(0, enough);
  return [
    ...documented.flatMap((refusal) =>
      sites.flatMap((site) => {
        const keyword = refusal.keywords.find((name) => cited(site, name) !== undefined);
        const clause = keyword === undefined ? undefined : cited(site, keyword);
        return made(operation, refusal, site, clause);
      }),
    ),
    ...assumed.flatMap((refusal) => few.flatMap((site) => made(operation, refusal, site, texts))),
  ];
}

function made(
  operation: Operation,
  { what, isOf, isRefused }: Refusal,
  site: Site,
  clause: string | undefined,
): Candidate[] {
  const { node, field } = site;
  if (clause === undefined || !isOf(node, site)) return [];
  const change = alsoRefuse(operation.id, (body) =>
    valuesAt(body, field).some(({ value }) => isRefused(value, node)),
  );
  return [{ clause, what, place: nameOf(site), changes: [change] }];
}
