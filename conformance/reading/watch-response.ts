import { formatPointer, valueAt } from '../../specs/contract/pointer.ts';
import { statusClause } from '../cases/status-clause.ts';
import { isDocumented, type Subject } from '../cases/subject.ts';
import { AnswerReader } from './answer-reader.ts';
import type { Exchange } from './exchange.ts';
import { told } from './exchange.ts';
import { isMembers } from './locate.ts';
import type { Note } from './observation.ts';
import { nodesOf, type ResponseNode } from './response-nodes.ts';
import type { Watch } from './watch.ts';

/** Looks at every answer: a success's status and fields, a refusal's envelope. */
export function watchResponses(subject: Subject): Watch {
  const { operation } = subject;
  const status = statusClause(subject);
  const nodesBy = new Map(
    [...operation.responses].map(([code, schema]) => [code, nodesOf(schema)] as const),
  );
  const success = nodesBy.get(String(operation.successStatus)) ?? [];
  const reader = new AnswerReader(subject);
  const isObject = operation.responses.get(String(operation.successStatus))?.type === 'object';
  const clauseOf = ({ clause }: ResponseNode) => clause;
  const clauses = [...nodesBy.values()].flat().map(({ clause }) => clause);
  return {
    clauses: [...new Set([...(status ? [status] : []), ...clauses])],
    shownBy(_draft, outcome) {
      if (outcome === 'accepted') return [...(status ? [status] : []), ...success.map(clauseOf)];
      return (nodesBy.get(String(outcome)) ?? nodesBy.get('default') ?? []).map(clauseOf);
    },
    accepted(exchange, note) {
      if (status) judgeStatus(status, exchange, operation.successStatus, note);
      if (status && isObject && !isMembers(exchange.answer.json)) {
        const found = {
          expected: ['a JSON object'],
          actual: told(exchange),
          exchanges: [exchange],
        };
        note({ saw: 'broken', clause: status, also: [], ...found });
      }
      judgeNodes(success, exchange, note, (node) => readNode(subject, reader, exchange, node));
    },
    refused(exchange, note) {
      const nodes = nodesBy.get(String(exchange.answer?.status)) ?? nodesBy.get('default') ?? [];
      judgeNodes(nodes, exchange, note, ({ path }) => valuesOf(exchange.answer?.json, path));
    },
  };
}

function judgeStatus(clause: string, exchange: Exchange, status: number, note: Note) {
  const actual = exchange.answer?.status;
  if (actual === status) return note({ saw: 'held', clause });
  note({
    saw: 'broken',
    clause,
    also: [],
    expected: [`the status ${status}`],
    actual: `the status ${actual}`,
    exchanges: [exchange],
  });
}

type Found = { readonly value: unknown; readonly isParentThere: boolean };

function judgeNodes(
  nodes: readonly ResponseNode[],
  exchange: Exchange,
  note: Note,
  read: (node: ResponseNode) => Found[],
) {
  for (const node of nodes) {
    for (const { value, isParentThere } of read(node)) {
      const isAbsent = value === undefined;
      // A body that is no JSON is none of the type either.
      const isBody = node.path.length === 0;
      if (isAbsent && !isBody && (node.keyword !== 'required' || !isParentThere)) {
        const reason = `no answer had ${formatPointer(node.path)}`;
        note({ saw: 'unseen', clause: node.clause, reason });
      } else if (node.isMet(value)) {
        note({ saw: 'held', clause: node.clause });
      } else {
        note({
          saw: 'broken',
          clause: node.clause,
          also: [],
          expected: [`${formatPointer(node.path) || 'the body'}: ${node.wants}`],
          actual: `${exchange.answer?.status} ${shortened(value)}`,
          exchanges: [exchange],
        });
      }
    }
  }
}

function shortened(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing there';
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

/** At the declared place; a documented field that an assumed envelope may have moved is looked for by name. */
function readNode(
  subject: Subject,
  reader: AnswerReader,
  { answer }: Exchange,
  { path, clause }: ResponseNode,
): Found[] {
  const exact = valuesOf(answer?.json, path);
  const isAtRoot = path.length === 0 || path.includes('*');
  if (isAtRoot || !isDocumented(subject, clause) || !answer) return exact;
  const pointer = formatPointer(path);
  if (reader.isPlaceDocumented(pointer) || exact.some(({ value }) => value !== undefined))
    return exact;
  return [{ value: reader.read(answer, pointer), isParentThere: true }];
}

/** Every value at a path, and an absent one where the parent is there without it. */
function valuesOf(root: unknown, path: readonly string[]): Found[] {
  const [first, ...rest] = path;
  if (first === undefined) return [{ value: root, isParentThere: true }];
  if (first === '*') return Array.isArray(root) ? root.flatMap((item) => valuesOf(item, rest)) : [];
  const isObject = typeof root === 'object' && root !== null && !Array.isArray(root);
  if (!isObject) return [{ value: undefined, isParentThere: false }];
  if (rest.length > 0) return valuesOf(valueAt(root, [first]), rest);
  return [{ value: valueAt(root, [first]), isParentThere: true }];
}
