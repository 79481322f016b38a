import type { Idempotency } from '../../../specs/behaviours/idempotency.ts';
import { parsePointer, setAt, valueAt } from '../../../specs/contract/pointer.ts';
import type { Contract } from '../../../specs/contract/types.ts';
import { type Change, type Defect, type DefectsOf, defect, inContract } from '../defect.ts';
import { behavioursIn, change } from '../draft.ts';
import { racing } from '../race.ts';
import { checking, enforcing, seeing } from '../seeing.ts';
import { fingerprintDefects } from './idempotency-fingerprint.ts';
import { forgottenKeys } from './idempotency-memory.ts';
import { refusedKeyDefects } from './idempotency-refused.ts';
import { sharedByTenants } from './idempotency-scope.ts';

/** Keys that are forgotten, shared, taken for others, or not kept apart from their payload. */
export const defects: DefectsOf = (contract) =>
  behavioursIn<Idempotency>(contract, 'idempotency').flatMap((declared) => [
    ...replays(declared, showsIds(contract, declared)),
    ...keys(declared),
    ...comparisons(declared),
    ...fingerprintDefects(declared),
    ...forgottenKeys(declared, showsIds(contract, declared)),
    ...refusedKeyDefects(declared),
    ...expiries(declared),
    defect(
      declared.concurrent.clause,
      'read-before-write',
      racing((now, before) => ({ ...now, key: before.key })),
    ),
  ]);

function setting(edit: (declared: Idempotency) => void): Change {
  return inContract((draft) => {
    for (const declared of behavioursIn<Idempotency>(draft.contract, 'idempotency')) edit(declared);
  });
}

/** Whether the answers of its operations tell one ticket from another. */
function showsIds({ operations }: Contract, declared: Idempotency): boolean {
  return operations.some(
    ({ behaviours }) =>
      behaviours.includes(declared) && behaviours.some(({ kind }) => kind === 'identifiers'),
  );
}

function replays({ replay, conflict }: Idempotency, isTold: boolean): Defect[] {
  const everyOther = enforcing<Idempotency>('idempotency', (inner) => {
    const seen = new Set<string>();
    return {
      check(context) {
        const stop = inner.check?.(context);
        if (stop?.stop !== 'replayed') return stop;
        const name = `${context.facts.sandbox} ${stop.key.body}`;
        if (!seen.delete(name)) seen.add(name);
        return seen.has(name) ? stop : undefined;
      },
    };
  });
  const ofConflict =
    'answers' in conflict
      ? [
          defect(
            conflict.clause,
            'replays-instead',
            setting((declared) => change(declared, { conflict: { clause: conflict.clause } })),
          ),
          defect(
            conflict.clause,
            'creates-instead',
            passing((stop) => stop === 'refused'),
          ),
        ]
      : [];
  const ofReplay = [
    defect(
      replay.clause,
      'creates-again',
      passing((stop) => stop === 'replayed'),
    ),
    defect(replay.clause, 'every-other-creates-again', everyOther),
  ];
  return [...(isTold ? ofReplay : []), ...ofConflict];
}

/** Stops of a sort are passed over, where there is a stored key. */
function passing(isPassed: (stop: string) => boolean): Change {
  return checking<Idempotency>('idempotency', (inner, context) => {
    const stop = inner(context);
    return stop && context.facts.key && isPassed(stop.stop) ? undefined : stop;
  });
}

function keys({ key, missing, malformed, scope }: Idempotency): Defect[] {
  const other = scope.of === 'tenant' ? 'credential' : 'tenant';
  const apart = setting((declared) => change(declared.scope, { of: other }));
  const unneeded = setting((declared) => change(declared, { missing: undefined }));
  return [
    defect(scope.clause, `each-${other}-has-its-own`, apart),
    defect((scope.apart ?? scope).clause, 'shared-by-tenants', sharedByTenants()),
    ...(missing && key.in === 'header'
      ? [
          defect(missing.clause, 'may-be-left-out', unneeded),
          defect(missing.clause, 'empty-is-enough', emptyIsEnough(key.name.toLowerCase())),
        ]
      : []),
    ...(malformed ? forms(key, malformed.clause) : []),
  ];
}

/** Keys of other forms are taken, or some of the right form refused. */
function forms(key: Idempotency['key'], clause: string): Defect[] {
  const reading = (what: string, edit: (value: string) => string) =>
    defect(clause, what, editingKey(key, edit));
  const refusing = (what: string, isRefused: (value: string) => boolean) =>
    reading(what, (value) => (isRefused(value) ? `not ${value}` : value));
  return [
    defect(
      clause,
      'not-enforced',
      setting((declared) => change(declared, { malformed: undefined })),
    ),
    refusing('version-4-alone', (value) => !/^.{14}4/.test(value)),
    refusing('refuses-capitals', (value) => /[A-F]/.test(value)),
  ];
}

/** A key that is there and empty is as good as none, and none is asked for then. */
function emptyIsEnough(name: string): Change {
  return checking<Idempotency>('idempotency', (inner, context) =>
    context.request.headers[name] === '' ? undefined : inner(context),
  );
}

function comparisons(declared: Idempotency): Defect[] {
  const { key, comparison, distinct = comparison } = declared;
  const { clause } = comparison;
  const comparing = (edit: (value: string) => string) => editingKey(key, edit);
  const everywhere = [
    defect(
      clause,
      'ignores-case',
      comparing((value) => value.toLowerCase()),
    ),
  ];
  if (key.in === 'header') return everywhere;
  return [
    ...everywhere,
    defect(
      clause,
      'trims',
      comparing((value) => value.trim() || value),
    ),
    defect(
      clause,
      'normalises-unicode',
      comparing((value) => value.normalize('NFC')),
    ),
    defect(
      clause,
      'folds-compatibility-letters',
      comparing((value) => value.normalize('NFKC')),
    ),
    defect(
      distinct.clause,
      'numbers-count-alike',
      comparing((value) => (/^[\d.]+$/.test(value) ? String(Number(value)) : value)),
    ),
    defect(
      distinct.clause,
      'percent-is-decoded',
      comparing((value) => value.replaceAll('%20', ' ')),
    ),
    defect(
      distinct.clause,
      'marks-count-alike',
      comparing((value) => value.replaceAll(/[-_.]/g, '-')),
    ),
    defect(
      distinct.clause,
      'the-first-64-characters-count',
      comparing((value) => value.slice(0, 64)),
    ),
    defect(
      clause,
      'collapses-white-space',
      comparing((value) => value.replace(/\s+/g, ' ')),
    ),
  ];
}

function expiries({ expiry: { clause, after } }: Idempotency): Defect[] {
  const ending = (what: string, seconds: number | undefined) =>
    defect(
      clause,
      what,
      setting((declared) => change(declared.expiry, { after: seconds })),
    );
  if (after === undefined)
    return [
      ending('after-a-day', 86_400),
      ending('after-30-days', 2_592_000),
      ending('after-a-minute', 60),
    ];
  return [
    ending('never', undefined),
    ending('an-hour-early', after - 3600),
    ending('an-hour-late', after + 3600),
    ending('after-twice-the-time', after * 2),
  ];
}

/** Idempotency reads another key than the one that was sent. */
export function editingKey(key: Idempotency['key'], edit: (value: string) => string): Change {
  if (key.in === 'header') {
    const name = key.name.toLowerCase();
    return seeing('idempotency', (request) => {
      const sent = request.headers[name];
      if (typeof sent !== 'string') return request;
      return { ...request, headers: { ...request.headers, [name]: edit(sent) } };
    });
  }
  const path = parsePointer(key.at);
  return seeing('idempotency', (request) => {
    if (!request.body?.ok) return request;
    const sent = valueAt(request.body.value, path);
    if (typeof sent !== 'string') return request;
    const body = structuredClone(request.body.value) as object;
    setAt(body, path, edit(sent));
    return { ...request, body: { ok: true, value: body } };
  });
}
