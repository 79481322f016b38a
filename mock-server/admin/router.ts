import path from 'node:path';
import express, { type RequestHandler, Router } from 'express';
import { resolveReferences } from '../../specs/contract/resolve.ts';
import { packageRoot } from '../../specs/contract/root.ts';
import { readData } from '../../specs/contract/source.ts';
import type { CompiledProvider } from '../engine/compile-provider.ts';
import type { Service } from '../http/service.ts';
import type { Seed } from '../world/seed.ts';
import { AdminError } from './admin-error.ts';
import { guard } from './guard.ts';
import { adminHandlers, type Handler } from './handlers.ts';
import { type AdminOperation, inputReader } from './input.ts';

/** The admin API's own OpenAPI document, from which its routes are made. */
interface AdminDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, AdminOperation>>>>;
}

/**
 * The admin API: every route stands in `openapi.yaml`, which also says what a route takes. The document
 * is read on the first call, since most doubles are never asked.
 */
export function adminRouter(
  providers: readonly CompiledProvider[],
  service: Service,
  options: { adminToken: string | undefined; atRoot: boolean; seeds: readonly Seed[] },
): Router {
  let routes: Router | undefined;
  const router = Router();
  router.use(guard(options.adminToken));
  router.use(express.json({ limit: '1mb', strict: false, type: 'application/json' }));
  router.use((request, response, next) => {
    routes ??= documentedRoutes(adminHandlers(providers, service, options));
    routes(request, response, next);
  });
  router.use(tellProblems);
  return router;
}

/** Reads the document: `mock-server/admin/openapi.yaml`. */
export function readAdminDocument(): AdminDocument {
  const file = path.join(packageRoot, 'mock-server', 'admin', 'openapi.yaml');
  return resolveReferences(readData(file)) as AdminDocument;
}

function documentedRoutes(handlers: Readonly<Record<string, Handler>>): Router {
  const document = readAdminDocument();
  const router = Router();
  for (const [address, methods] of Object.entries(document.paths)) {
    const route = router.route(address.replace(/\{(\w+)\}/g, ':$1'));
    for (const [method, operation] of Object.entries(methods)) {
      const handler = handlers[operation.operationId];
      if (!handler) throw new Error(`the admin API has no handler for ${operation.operationId}`);
      route[method as 'get'](serve(handler, operation));
    }
    route.all((request) => {
      const allowed = Object.keys(methods).join(', ').toUpperCase();
      throw new AdminError(405, `${address} does not take ${request.method}`, `Use ${allowed}.`);
    });
  }
  router.get('/openapi.json', (_request, response) => void response.json(document));
  router.use((request) => {
    const known = Object.keys(document.paths).join(', ');
    throw new AdminError(404, `the admin API has no ${request.path}`, `It has ${known}.`);
  });
  return router;
}

function serve(handler: Handler, operation: AdminOperation): RequestHandler {
  const read = inputReader(operation);
  return async (request, response) => {
    const { status = 200, body } = await handler(read(request));
    if (body === undefined) response.status(status).end();
    else response.status(status).json(body);
  };
}

const tellProblems: express.ErrorRequestHandler = (error, _request, response, next) => {
  if (error instanceof AdminError) {
    response.status(error.status).json({ error: error.message, mend: error.mend });
  } else if (typeof error?.status === 'number' && error.status < 500) {
    response
      .status(error.status)
      .json({ error: error.message, mend: 'Send JSON of at most 1 MB.' });
  } else next(error);
};
