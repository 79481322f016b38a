import type { JsonSchema } from '../../../specs/contract/declare.ts';
import { valuesAt } from '../../../specs/contract/pointer.ts';
import type { Contract } from '../../../specs/contract/types.ts';
import { type Change, type Defect, type DefectsOf, defect } from '../defect.ts';
import { type Site, sitesOf } from '../derived/sites.ts';
import { alsoRefuse, readAs, validateAs } from '../validated.ts';
import { edited } from './body.ts';
import { renameRepeated } from './repeated-keys.ts';

/** What every contract says of its bodies, under the same names. */
export const defects: DefectsOf = (contract) => {
  const of = (name: string, what: string, ...changes: Change[]): Defect[] => {
    const clause = `${contract.provider}/body/${name}`;
    return contract.clauses.has(clause) ? [defect(clause, what, ...changes)] : [];
  };
  return [
    ...of(
      'object',
      'takes-a-list-of-one',
      readAs((body) => (Array.isArray(body) && body.length === 1 ? body[0] : body)),
    ),
    ...of('object', 'takes-json-in-a-string', readAs(unquoted)),
    ...of(
      'null',
      'null-is-absent',
      readAs((body) => withoutNull(body, Number.POSITIVE_INFINITY)),
    ),
    ...of(
      'null',
      'null-is-absent-at-the-top',
      readAs((body) => withoutNull(body, 1)),
    ),
    ...of(
      'duplicate-keys',
      'the-first-counts',
      readingText((text) => renameRepeated(text) ?? text),
    ),
    ...of(
      'duplicate-keys',
      'refused',
      readingText((text) => (renameRepeated(text) === undefined ? text : '{')),
    ),
    ...of(
      'byte-order-mark',
      'refused',
      readingText((text) => (text.startsWith('\uFEFF') ? `\uFFFE${text}` : text)),
    ),
    ...of(
      'characters',
      'white-space-alone-is-empty',
      ...lengths(
        contract,
        ({ minLength }, text) => Number(minLength ?? 0) > [...text.trim()].length,
      ),
    ),
    ...of(
      'characters',
      'counts-utf-16-units',
      ...lengths(contract, ({ maxLength }, text) => text.length > Number(maxLength ?? Infinity)),
    ),
    ...of(
      'characters',
      'counts-bytes',
      ...lengths(
        contract,
        ({ maxLength }, text) => Buffer.byteLength(text) > Number(maxLength ?? Infinity),
      ),
    ),
    ...of('characters', 'trims-before-counting', ...trimmed(contract)),
  ].filter(({ changes }) => changes.length > 0);
};

/** The text of every body is another. */
export function readingText(edit: (text: string) => string): Change {
  return {
    of: 'steps',
    wrap: (inner) => ({
      ...inner,
      parse: (declared, headers, received) =>
        inner.parse(declared, headers, edited(received, 'utf8', edit)),
    }),
  };
}

function unquoted(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

/** Without the members that are null, so many levels deep. */
function withoutNull(value: unknown, levels: number): unknown {
  if (typeof value !== 'object' || value === null || levels === 0) return value;
  if (Array.isArray(value)) return value.map((item) => withoutNull(item, levels));
  const kept = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(kept.map(([name, member]) => [name, withoutNull(member, levels - 1)]));
}

/** Refuses texts of bounded fields that another way of counting finds out of bounds. */
function lengths(contract: Contract, isOut: (node: JsonSchema, text: string) => boolean): Change[] {
  return contract.operations.flatMap(({ id, bodySchema }) => {
    const sites = boundedTexts(bodySchema).filter(
      ({ node }) =>
        isOut(node, '\u{1F600}'.repeat(Number(node.maxLength ?? 1))) || isOut(node, '  '),
    );
    if (sites.length === 0) return [];
    const isRefused = (body: unknown) =>
      sites.some(({ node, field }) =>
        valuesAt(body, field).some(({ value }) => typeof value === 'string' && isOut(node, value)),
      );
    return [alsoRefuse(id, isRefused)];
  });
}

/** Lets pass what is in bounds once it is trimmed. */
function trimmed({ operations }: Contract): Change[] {
  return operations.flatMap(({ id, bodySchema }) => {
    const hasUpper = boundedTexts(bodySchema).some(({ node }) => node.maxLength !== undefined);
    return hasUpper ? [validateAs(id, trimTexts)] : [];
  });
}

function trimTexts(value: unknown): unknown {
  if (typeof value === 'string') return value.trim() === '' ? value : value.trim();
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(trimTexts);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, trimTexts(member)]),
  );
}

function boundedTexts(schema: JsonSchema | undefined): Site[] {
  if (!schema) return [];
  return sitesOf(schema).filter(
    ({ node }) =>
      node.type === 'string' && (node.minLength !== undefined || node.maxLength !== undefined),
  );
}
