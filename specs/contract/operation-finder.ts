import type { Contract, Operation } from './types.ts';

/** Finds the operation that a request is for, by its method and its path; the query counts for nothing. */
export type OperationFinder = (method: string, path: string) => Operation | undefined;

/** What may stand before the path of an operation. */
interface Before {
  /** `nothing`, or `anything`, where nobody knows below which path the server has its operations. */
  readonly before?: 'nothing' | 'anything';
}

/**
 * @example
 * operationFinder(contract)('POST', '/api/v1/tickets?debug=1')?.id; // 'createTicket'
 */
export function operationFinder(
  { operations }: Contract,
  { before = 'nothing' }: Before = {},
): OperationFinder {
  const start = before === 'nothing' ? '^' : '';
  const patterns = operations.map(({ path }) => new RegExp(`${start}${patternOf(path)}$`));
  return (method, path) => {
    const [plain = ''] = path.split(/[?#]/);
    return operations.find(
      (operation, index) => operation.method === method && patterns[index]?.test(plain),
    );
  };
}

/** A parameter stands for one segment. */
function patternOf(path: string): string {
  const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return path
    .split(/\{[^}]*\}/)
    .map(literally)
    .join('[^/]+');
}
