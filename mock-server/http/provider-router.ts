import { type RequestHandler, Router } from 'express';
import type { CompiledOperation } from '../engine/compile.ts';
import type { CompiledProvider } from '../engine/compile-provider.ts';
import { answerOperation } from './answer-operation.ts';
import type { Service } from './service.ts';

/** The router of a provider as it is served at the moment: defects can be turned on and off. */
export function currentRouter(provider: () => CompiledProvider, service: Service): RequestHandler {
  let served = provider();
  let router = providerRouter(served, service);
  return (request, response, next) => {
    const now = provider();
    if (now !== served) [served, router] = [now, providerRouter(now, service)];
    router(request, response, next);
  };
}

/** Everything under one provider's address: its operations, and the refusal of all else in its own words. */
function providerRouter(provider: CompiledProvider, service: Service): Router {
  const answer =
    (operation: CompiledOperation): RequestHandler =>
    (request, response) => {
      const running = answerOperation(service, provider, operation, request, response);
      service.running.add(running);
      return running.finally(() => service.running.delete(running));
    };

  const router = Router({ caseSensitive: true, strict: true });
  const addresses = Map.groupBy(provider.operations, ({ operation }) => operation.path);
  for (const [address, operations] of addresses) {
    const route = router.route(address);
    for (const operation of operations) {
      route[operation.operation.method.toLowerCase() as 'post'](answer(operation));
    }
    const allowed = operations.map(({ operation }) => operation.method).join(', ');
    route.all(answer(provider.unknownMethod(allowed)));
  }
  return router.use(answer(provider.unknownPath));
}
