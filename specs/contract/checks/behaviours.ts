import type { Authentication } from '../../behaviours/authentication.ts';
import type { Order } from '../../behaviours/order.ts';
import type { DeclaredKind } from '../declare.ts';
import type { ContractDocument } from '../document.ts';
import { declaredKinds } from '../kinds.ts';
import { formatPointer } from '../pointer.ts';
import type { Problem } from '../problem.ts';
import type { Behaviour } from '../types.ts';
import type { Check } from './check.ts';

interface Operation {
  readonly 'x-behaviours'?: readonly Behaviour[];
  readonly 'x-rules'?: Readonly<Record<string, { readonly by?: string }>>;
}

/** Is every mandatory kind there once, has the order every check, and leads every name to something? */
export const checkBehaviours: Check = async (document) => {
  const kinds = await declaredKinds();
  return [
    ...mandatoryProblems(document, kinds),
    ...orderProblems(document, kinds),
    ...schemeProblems(document),
    ...ruleProblems(document, kinds),
  ];
};

function mandatoryProblems(
  document: ContractDocument,
  kinds: ReadonlyMap<string, DeclaredKind>,
): Problem[] {
  return [...kinds.values()].flatMap(({ kind, isMandatory }) => {
    const count = document['x-behaviours'].filter((behaviour) => behaviour.kind === kind).length;
    if (!isMandatory || count === 1) return [];
    const mend = `Declare one on the root (specs/behaviours/${kind}.ts).`;
    return [
      {
        pointer: '/x-behaviours',
        message: `${count} behaviours are of the kind ${kind}, not one`,
        mend,
      },
    ];
  });
}

function orderProblems(
  document: ContractDocument,
  kinds: ReadonlyMap<string, DeclaredKind>,
): Problem[] {
  const index = document['x-behaviours'].findIndex(({ kind }) => kind === 'order');
  if (index < 0) return [];
  const { checks } = document['x-behaviours'][index] as Order;
  const pointer = formatPointer(['x-behaviours', index, 'checks']);
  const declared = [
    ...document['x-behaviours'],
    ...operationsIn(document).flatMap(([operation]) => operation['x-behaviours'] ?? []),
  ].map(({ kind }) => kind);

  const strangers = checks.filter((kind) => !kinds.get(kind)?.isCheck);
  const missing = [...new Set(declared)].filter(
    (kind) => kinds.get(kind)?.isCheck && !checks.includes(kind),
  );
  return [
    ...strangers.map((kind) => ({
      pointer,
      message: `"${kind}" is no kind of check`,
      mend: 'Spell it as its kind.',
    })),
    ...missing.map((kind) => ({
      pointer,
      message: `the order does not say when ${kind} applies, so it never would`,
      mend: 'Add it where it belongs.',
    })),
  ];
}

function schemeProblems(document: ContractDocument): Problem[] {
  const index = document['x-behaviours'].findIndex(({ kind }) => kind === 'authentication');
  if (index < 0) return [];
  const { scheme } = document['x-behaviours'][index] as Authentication;
  const schemes = Object.keys(document.components?.securitySchemes ?? {});
  if (schemes.includes(scheme)) return [];
  const pointer = formatPointer(['x-behaviours', index, 'scheme']);
  const mend = `Name one of components.securitySchemes: ${schemes.join(', ')}.`;
  return [{ pointer, message: `there is no security scheme "${scheme}"`, mend }];
}

function ruleProblems(
  document: ContractDocument,
  kinds: ReadonlyMap<string, DeclaredKind>,
): Problem[] {
  return operationsIn(document).flatMap(([operation, path]) =>
    Object.entries(operation['x-rules'] ?? {}).flatMap(([name, { by }]) => {
      if (by === undefined || kinds.has(by)) return [];
      const pointer = formatPointer([...path, 'x-rules', name, 'by']);
      return [
        {
          pointer,
          message: `"${by}" is no kind of behaviour`,
          mend: 'Name a kind of specs/behaviours/.',
        },
      ];
    }),
  );
}

function operationsIn({ paths }: ContractDocument): [Operation, string[]][] {
  return Object.entries(paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item ?? {}).map(([method, operation]): [Operation, string[]] => [
      operation as Operation,
      ['paths', path, method],
    ]),
  );
}
