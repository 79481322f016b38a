import type { Contract, Operation } from '../../specs/contract/types.ts';

/** Finds the operation that a request is for, by its method and its path without the query. */
export function operationFinder({
  operations,
}: Contract): (method: string, path: string) => Operation | undefined {
  const patterns = operations.map((operation) => ({
    operation,
    pattern: new RegExp(
      `^${operation.path
        .split(/\{[^}]*\}/)
        .map(literally)
        .join('[^/]+')}$`,
    ),
  }));
  return (method, path) => {
    const [plain = ''] = path.split(/[?#]/);
    return patterns.find(
      ({ operation, pattern }) => operation.method === method && pattern.test(plain),
    )?.operation;
  };
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
