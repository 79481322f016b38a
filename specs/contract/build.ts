import type { OpenAPIV3_1 } from 'openapi-types';
import type { Errors } from '../behaviours/errors.ts';
import { citationsIn, isData } from './citations.ts';
import type { JsonSchema } from './declare.ts';
import type { ContractDocument } from './document.ts';
import { formatPointer } from './pointer.ts';
import { resolveReferences } from './resolve.ts';
import type { Answer, Behaviour, Citations, Contract, Operation, Rule } from './types.ts';

type OperationNode = OpenAPIV3_1.OperationObject & {
  'x-behaviours'?: Behaviour[];
  'x-rules'?: Record<string, Omit<Rule, 'name'>>;
};

const methods = ['get', 'put', 'post', 'delete', 'patch'] as const;

/**
 * Indexes a parsed contract. Everything that a request will need is found here, once.
 *
 * @throws Error when it refers to something that it does not have; `checkContract` says where.
 */
export function buildContract(raw: ContractDocument, file: string): Contract {
  const catalogue = readCatalogue(raw);
  const document = freeze(fillAnswers(resolveReferences(raw), catalogue)) as ContractDocument;
  const server = serverOf(document);
  return {
    provider: document['x-provider'],
    file,
    document,
    clauses: new Map(document['x-clauses'].map((clause) => [clause.id, clause])),
    citations: collectCitations(raw),
    catalogue,
    behaviours: document['x-behaviours'],
    operations: operationsOf(document, server.basePath),
    ...server,
  };
}

/** Nothing of a contract changes after loading, whoever gets hold of it. */
function freeze(node: unknown): unknown {
  if (typeof node !== 'object' || node === null || Object.isFrozen(node)) return node;
  Object.freeze(node);
  for (const value of Object.values(node)) freeze(value);
  return node;
}

function readCatalogue(raw: ContractDocument): ReadonlyMap<string, Answer> {
  const errors = raw['x-behaviours'].find(({ kind }) => kind === 'errors') as Errors | undefined;
  const entries = Object.entries(errors?.catalogue ?? {});
  return new Map(entries.map(([name, answer]) => [name, { name, ...answer }]));
}

/** Wherever a rejection lists the names of answers, puts the answers themselves. */
function fillAnswers(
  node: unknown,
  catalogue: ReadonlyMap<string, Answer>,
  parent?: string,
): unknown {
  if (typeof node !== 'object' || node === null) return node;
  if (Array.isArray(node)) return node.map((item) => fillAnswers(item, catalogue, parent));
  const filled = Object.entries(node).map(([key, value]) => {
    if (isData(key, parent)) return [key, value];
    if (!isRejection(node) || key !== 'answers') return [key, fillAnswers(value, catalogue, key)];
    return [key, node.answers.map((name) => answerNamed(name, catalogue))];
  });
  return Object.fromEntries(filled);
}

function isRejection(node: object): node is { answers: string[] } {
  return 'clause' in node && 'answers' in node && Array.isArray(node.answers);
}

function answerNamed(name: string, catalogue: ReadonlyMap<string, Answer>): Answer {
  const answer = catalogue.get(name);
  if (!answer) throw new Error(`the catalogue has no answer named "${name}"`);
  return answer;
}

function collectCitations(raw: ContractDocument): Citations {
  const citations = new Map<string, string[]>();
  for (const [id, pointer] of citationsIn(raw)) {
    const places = citations.get(id);
    if (places) places.push(pointer);
    else citations.set(id, [pointer]);
  }
  return citations;
}

/** The hosts of the servers, and the path that stands before every path of the document. */
function serverOf(document: ContractDocument): { hosts: string[]; basePath: string } {
  const none = 'none.invalid';
  const urls = (document.servers ?? []).map(({ url }) => new URL(url, `http://${none}`));
  const hosts = urls.map(({ hostname }) => hostname).filter((name) => name !== none);
  return { hosts, basePath: (urls[0]?.pathname ?? '').replace(/\/$/, '') };
}

function operationsOf(document: ContractDocument, basePath: string): Operation[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const node = item?.[method] as OperationNode | undefined;
      return node ? [operationOf(document, basePath, path, method, node)] : [];
    }),
  );
}

function operationOf(
  document: ContractDocument,
  basePath: string,
  path: string,
  method: string,
  node: OperationNode,
): Operation {
  const rules = Object.entries(node['x-rules'] ?? {});
  const responses = Object.entries(node.responses ?? {});
  return {
    id: node.operationId ?? `${method} ${path}`,
    method: method.toUpperCase(),
    path: basePath + path,
    pointer: formatPointer(['paths', path, method]),
    behaviours: [...document['x-behaviours'], ...(node['x-behaviours'] ?? [])],
    rules: new Map(rules.map(([name, rule]) => [name, { name, ...rule }])),
    bodySchema: jsonSchemaOf(node.requestBody),
    successStatus: successOf(Object.keys(node.responses ?? {})),
    responses: new Map(
      responses.flatMap(([status, response]) => {
        const schema = jsonSchemaOf(response);
        return schema ? [[status, schema] as const] : [];
      }),
    ),
  };
}

/** The first 2xx status that is listed; where only the range `2XX` is, 200. */
function successOf(statuses: readonly string[]): number {
  return Number(statuses.find((status) => /^2\d\d$/.test(status)) ?? 200);
}

function jsonSchemaOf(node: unknown): JsonSchema | undefined {
  const content = (node as { content?: Record<string, { schema?: JsonSchema }> } | undefined)
    ?.content;
  return content?.['application/json']?.schema;
}

/** The behaviours of one kind among those of an operation or a contract, typed by the caller. */
export function behavioursOf<B extends Behaviour>(
  of: { readonly behaviours: readonly Behaviour[] },
  kind: B['kind'],
): B[] {
  return of.behaviours.filter((behaviour) => behaviour.kind === kind) as B[];
}
