import { type Path, parsePointer, setAt, valueAt } from '../../specs/contract/pointer.ts';
import type { CompiledOperation } from '../engine/compile.ts';
import type { Facts } from '../engine/facts.ts';
import type { Decision } from '../engine/outcome.ts';
import type { Request } from '../engine/request.ts';
import type { Change } from './defect.ts';

/** One request and what it came to, for a defect that makes something else of it. */
export interface Decided {
  readonly operation: CompiledOperation;
  readonly request: Request;
  readonly facts: Facts;
  readonly now: number;
  readonly decision: Decision;
}

/** Makes something else of decisions. Undefined leaves one as it is. */
export type Redecide = (decided: Decided) => Partial<Decision> | undefined;

/** The decisions come out otherwise; `make` is called when the defect is turned on, and may remember. */
export function decidingWith(make: () => Redecide): Change {
  return {
    of: 'steps',
    wrap(inner) {
      const redecide = make();
      return {
        ...inner,
        decide(operation, request, facts, now, mint) {
          const decision = inner.decide(operation, request, facts, now, mint);
          return { ...decision, ...redecide({ operation, request, facts, now, decision }) };
        },
      };
    },
  };
}

/** Which answers a change is about. */
export interface Which {
  /** An operationId; all without it. */
  readonly operation?: string | undefined;
  readonly outcome?: readonly Decision['outcome'][];
  readonly status?: number | undefined;
}

/** The bodies of answers come out otherwise. */
export function answering(which: Which, edit: (body: object, decided: Decided) => unknown): Change {
  return decidingWith(() => (decided) => {
    if (!isAmong(which, decided)) return undefined;
    const body = JSON.parse(decided.decision.body);
    const edited = edit(body, decided);
    return { body: JSON.stringify(edited === undefined ? body : edited) };
  });
}

/** The answers have another status. */
export function statusOf(which: Which, status: number): Change {
  return decidingWith(() => (decided) => (isAmong(which, decided) ? { status } : undefined));
}

export const successes = ['accepted', 'replayed'] as const;

function isAmong(
  { operation, outcome, status }: Which,
  { operation: of, decision }: Decided,
): boolean {
  if (operation !== undefined && of.operation.id !== operation) return false;
  if (outcome && !outcome.includes(decision.outcome)) return false;
  return status === undefined || decision.status === status;
}

/** Changes a field of an answer where it is; undefined takes it away. */
export function editAt(body: unknown, at: string | Path, edit: (value: unknown) => unknown): void {
  const path = typeof at === 'string' ? parsePointer(at) : at;
  const star = path.indexOf('*');
  if (star >= 0) {
    const list = valueAt(body, path.slice(0, star));
    if (!Array.isArray(list)) return;
    const rest = path.slice(star + 1);
    for (const [index, item] of list.entries())
      if (rest.length > 0) editAt(item, rest, edit);
      else list[index] = edit(item);
    return;
  }
  const value = valueAt(body, path);
  if (value === undefined) return;
  const edited = edit(value);
  if (edited !== undefined) setAt(body as object, path, edited);
  else removeAt(body, path);
}

function removeAt(body: unknown, path: Path): void {
  const owner = valueAt(body, path.slice(0, -1));
  if (typeof owner === 'object' && owner !== null)
    delete (owner as Record<string, unknown>)[path.at(-1) ?? ''];
}
