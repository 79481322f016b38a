import type { Body } from '../../specs/behaviours/body.ts';
import { clauseOf } from '../../specs/contract/citations.ts';
import { parsePointer, valueAt } from '../../specs/contract/pointer.ts';
import type { Fault, Plan, Variation } from '../cases/change.ts';
import { type Draft, withHeader } from '../cases/draft.ts';
import { clausesOfRejection } from '../cases/rejections.ts';
import type { Watch } from '../reading/watch.ts';
import { check } from '../suite/check.ts';
import type { Check, Verifier } from '../suite/verification.ts';

/** How a body arrives: declared otherwise, broken, too much of it, with what JSON leaves open. */
export const verify: Verifier<Body> = (declared, plan) => {
  if (!plan.operation.bodySchema) return {};
  return {
    faults: [
      ...mediaTypes(declared),
      ...encodings(declared),
      ...malformed(declared),
      ...sizes(declared),
    ],
    variations: [
      ...sameTypes(declared),
      ...spellings(plan),
      ...leniences(plan),
      ...fullSizes(declared),
    ],
    checks: [incomplete(declared)],
    watches: declaredBodies(plan),
  };
};

type Parts = Pick<Fault, 'operator' | 'rejection' | 'apply'>;

function fault(keyword: string, { operator, rejection, apply }: Parts): Fault {
  const id = `/body/${keyword}/${operator}`;
  return { id, kind: 'body', pointer: '', keyword, operator, rejection, isAlone: true, apply };
}

function mediaTypes({ mediaType }: Body): Fault[] {
  const types = {
    text: 'text/plain',
    form: 'application/x-www-form-urlencoded',
    none: null,
    'other-charset': 'application/json; charset=utf-16',
    'json-like': 'application/vnd.api+json',
  };
  return Object.entries(types).map(([operator, value]) =>
    fault('media-type', {
      operator,
      rejection: mediaType,
      apply: (draft) =>
        withHeader({ ...draft, raw: JSON.stringify(draft.body) }, 'content-type', value),
    }),
  );
}

/** JSON that says it is compressed. */
function encodings({ mediaType }: Body): Fault[] {
  return ['gzip', 'br'].map((encoding) =>
    fault('content-encoding', {
      operator: encoding,
      rejection: mediaType,
      apply: (draft) => withHeader(draft, 'content-encoding', encoding),
    }),
  );
}

function malformed({ malformed: rejection }: Body): Fault[] {
  const raw = (change: (json: string) => string | Uint8Array) => (draft: Draft) => ({
    ...draft,
    raw: change(JSON.stringify(draft.body)),
  });
  const broken = {
    empty: raw(() => ''),
    truncated: raw((json) => json.slice(0, -1)),
    'trailing-comma': raw((json) => json.replace(/\}$/, ',}')),
    'single-quotes': raw((json) => json.replaceAll('"', "'")),
    'two-values': raw((json) => json + json),
    'not-utf-8': raw((json) => Buffer.from(json.replace(/\}$/, ',"x":"\xff"}'), 'latin1')),
    word: raw(() => 'undefined'),
  };
  return Object.entries(broken).map(([operator, apply]) =>
    fault('json', { operator, rejection, apply }),
  );
}

/** The request, padded with white space to a length in bytes. */
function padded(draft: Draft, bytes: number): Draft {
  const json = JSON.stringify(draft.body);
  const missing = bytes - Buffer.byteLength(json);
  return { ...draft, raw: json + ' '.repeat(Math.max(missing, 0)) };
}

/** The request with a stray field, so deep that its innermost list is on this level. */
function nested(draft: Draft, levels: number): Draft {
  const inner = '['.repeat(levels - 1) + ']'.repeat(levels - 1);
  return { ...draft, raw: JSON.stringify(draft.body).replace(/\}$/, `,"doublecheck":${inner}}`) };
}

function sizes({ maxBytes, maxDepth, tooLarge, tooDeep }: Body): Fault[] {
  return [
    fault('size', {
      operator: 'one-byte-too-many',
      rejection: tooLarge,
      apply: (draft) => padded(draft, maxBytes + 1),
    }),
    fault('depth', {
      operator: 'one-level-too-many',
      rejection: tooDeep,
      apply: (draft) => nested(draft, maxDepth + 1),
    }),
  ];
}

/** Just as much as is taken; how much that is, is assumed. */
function fullSizes({ maxBytes, maxDepth, tooLarge, tooDeep }: Body): Variation[] {
  const at = (keyword: string, clause: string, apply: (draft: Draft) => Draft): Variation => ({
    id: `/body/${keyword}/just-inside`,
    pointer: '',
    keyword,
    operator: 'just-inside',
    clauses: [clause],
    premise: clause,
    isAlone: true,
    apply,
  });
  return [
    at('size', tooLarge.clause, (draft) => padded(draft, maxBytes)),
    at('depth', tooDeep.clause, (draft) => nested(draft, maxDepth)),
  ];
}

/** What JSON and Unicode leave open, where a rule of the contract says how it is taken. */
function leniences({ operation }: Plan): Variation[] {
  const stated = [...operation.rules.values()].flatMap(({ by, clauses }) =>
    by === 'body' ? clauses : [],
  );
  const raws: Record<string, (json: string) => string> = {
    'duplicate-keys': (json) => json.replace(/^\{("[^"]+":)/, '{$1null,$1'),
    'byte-order-mark': (json) => `\uFEFF${json}`,
  };
  return stated.flatMap((clause) => {
    const name = clause.split('/').at(-1) ?? '';
    const change = raws[name];
    if (!change) return [];
    return [
      {
        id: `/body/json/${name}`,
        pointer: '',
        keyword: 'json',
        operator: name,
        clauses: [clause],
        premise: clause,
        isAlone: true,
        apply: (draft: Draft) => ({ ...draft, raw: change(JSON.stringify(draft.body)) }),
      },
    ];
  });
}

/** Other spellings of the same type, which HTTP holds for the same. */
function sameTypes({ mediaType }: Body): Variation[] {
  const { clause } = mediaType;
  const spellings = {
    'with-charset': 'application/json; charset=utf-8',
    capitals: 'Application/JSON',
    'capital-charset': 'application/json;charset=UTF-8',
  };
  return Object.entries(spellings).map(([operator, value]) => ({
    id: `/body/media-type/${operator}`,
    pointer: '',
    keyword: 'media-type',
    operator,
    clauses: [clause],
    premise: clause,
    isAlone: true,
    apply: (draft: Draft) => withHeader(draft, 'content-type', value),
  }));
}

/** The same JSON written otherwise. */
function spellings(plan: Plan): Variation[] {
  const clause = bodyClause(plan);
  if (clause === undefined) return [];
  const written: Record<string, (body: unknown) => string> = {
    pretty: (body) => `\n${JSON.stringify(body, null, '\t')}\r\n`,
    escaped: (body) =>
      JSON.stringify(body).replaceAll(
        /[a-z](?=[a-z]*")/g,
        (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`,
      ),
  };
  return Object.entries(written).map(([operator, write]) => ({
    id: `/body/json/${operator}`,
    pointer: '',
    keyword: 'json',
    operator,
    clauses: [clause],
    apply: (draft: Draft) => ({ ...draft, raw: write(draft.body) }),
  }));
}

/** A body that stops before its end; it takes as long as the server is said to wait. */
function incomplete({ incomplete: rejection }: Body): Check {
  return check('limits', 'body/incomplete', clausesOfRejection({ rejection }), async (session) => {
    const { bodyTimeout } = session.courier.target.limits ?? {};
    if (bodyTimeout === undefined) {
      const reason = 'the target does not say how long it waits for a body (limits: bodyTimeout)';
      return session.unseen(reason, rejection.clause);
    }
    session.refused(await session.courier.stall(session.draft(), bodyTimeout + 2), rejection);
  });
}

/** The clause by which the document declares its bodies. */
function bodyClause({ contract, operation }: Plan): string | undefined {
  const path = [...parsePointer(operation.pointer), 'requestBody'];
  return clauseOf(valueAt(contract.document, path), 'content');
}

/** Every accepted request keeps it. */
function declaredBodies(plan: Plan): Watch[] {
  const clause = bodyClause(plan);
  if (clause === undefined) return [];
  return [
    {
      clauses: [clause],
      accepted({ message }, note) {
        if (message.headers['content-type'] === 'application/json') note({ saw: 'held', clause });
      },
    },
  ];
}
