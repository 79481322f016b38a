import { Router } from 'express';
import type { CompiledProvider } from '../engine/compile-provider.ts';
import { answerOperation } from './answer-operation.ts';
import { answerStranger } from './answer-stranger.ts';
import type { Service } from './service.ts';

/** Everything under one provider's address: its operations, and the refusal of all else in its own words. */
export function providerRouter(provider: CompiledProvider, service: Service): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const addresses = Map.groupBy(provider.operations, ({ operation }) => operation.path);
  for (const [address, operations] of addresses) {
    const route = router.route(address);
    for (const operation of operations) {
      const verb = operation.operation.method.toLowerCase() as 'post';
      route[verb]((request, response) =>
        answerOperation(service, provider, operation, request, response),
      );
    }
    const allowed = operations.map(({ operation }) => operation.method).join(', ');
    route.all(answerStranger(service, provider, provider.routes.method, { Allow: allowed }));
  }
  return router.use(answerStranger(service, provider, provider.routes.path));
}
