import type { ServerResponse } from 'node:http';
import type { CompiledOperation } from '../engine/compile.ts';
import type { CompiledProvider } from '../engine/compile-provider.ts';
import { answerOperation } from './answer-operation.ts';
import type { HttpRequest } from './receive.ts';
import type { Service } from './service.ts';

/** Answers a request that is for one provider; the path is what follows the provider's address. */
export type Door = (request: HttpRequest, response: ServerResponse, path: string) => Promise<void>;

/** The door of a provider as it is served at the moment: defects can be turned on and off. */
export function currentDoor(provider: () => CompiledProvider, service: Service): Door {
  let served = provider();
  let find = compiledFinder(served);
  return (request, response, path) => {
    const now = provider();
    if (now !== served) [served, find] = [now, compiledFinder(now)];
    const operation = find(request.method ?? '', path);
    const running = answerOperation(service, served, operation, request, response);
    service.running.add(running);
    const ended = () => service.running.delete(running);
    running.then(ended, ended);
    return running;
  };
}

/**
 * Finds the operation of a method and a path, or the refusal of all else in the provider's own words. No path of
 * a contract has a parameter, so a look into a table is all; a router would try one path after the other.
 *
 * @throws Error when a path has one.
 */
function compiledFinder(
  provider: CompiledProvider,
): (method: string, path: string) => CompiledOperation {
  const addresses = new Map<string, Map<string, CompiledOperation>>();
  for (const compiled of provider.operations) {
    const { method, path } = compiled.operation;
    if (path.includes('{')) throw new Error(`${path}: paths with parameters are not served yet`);
    const methods = addresses.get(path) ?? new Map<string, CompiledOperation>();
    addresses.set(path, methods.set(method, compiled));
  }
  const refusals = new Map(
    [...addresses].map(([path, methods]) => [
      path,
      provider.unknownMethod([...methods.keys()].join(', ')),
    ]),
  );
  return (method, path) => {
    const methods = addresses.get(path);
    return (
      methods?.get(method) ??
      // RFC 9110, 9.3.2: HEAD is GET without the content.
      (method === 'HEAD' ? methods?.get('GET') : undefined) ??
      refusals.get(path) ??
      provider.unknownPath
    );
  };
}
