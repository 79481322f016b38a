import express, { type Express, type RequestHandler, Router } from 'express';
import { StoreFailure } from '../faults.ts';
import { send } from '../http/send.ts';
import { AdminError } from './admin-error.ts';
import { AdminContext, type AdminOptions, type Handler } from './context.ts';
import { readAdminDocument } from './document.ts';
import { guard } from './guard.ts';
import { aboutHandlers } from './handlers/about.ts';
import { chaosHandlers } from './handlers/chaos.ts';
import { clockHandlers } from './handlers/clock.ts';
import { defectHandlers } from './handlers/defects.ts';
import { entityHandlers } from './handlers/entities.ts';
import { faultHandlers } from './handlers/faults.ts';
import { journalHandlers } from './handlers/journal.ts';
import { sandboxHandlers } from './handlers/sandboxes.ts';
import { type AdminOperation, inputReader } from './input.ts';

/** The admin API: every route stands in `openapi.yaml`, which also says what a route takes. */
export function createAdminApp(options: AdminOptions, adminToken: string | undefined): Express {
  const app = express().disable('x-powered-by').enable('case sensitive routing');
  app.use(guard(adminToken));
  app.use(express.json({ limit: '1mb', strict: false, type: 'application/json' }));
  app.use(documentedRoutes(handlersOf(new AdminContext(options))));
  app.use(tellProblems);
  return app;
}

/** Every handler, by the operationId of the document. */
function handlersOf(context: AdminContext): Record<string, Handler> {
  return {
    ...aboutHandlers(context),
    ...sandboxHandlers(context),
    ...entityHandlers(context),
    ...journalHandlers(context),
    ...clockHandlers(context),
    ...faultHandlers(context),
    ...chaosHandlers(context),
    ...defectHandlers(context),
  };
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
    else send(response, { status, headers: {}, body: JSON.stringify(body) });
  };
}

const tellProblems: express.ErrorRequestHandler = (error, _request, response, next) => {
  if (error instanceof AdminError) {
    response.status(error.status).json({ error: error.message, mend: error.mend });
  } else if (error instanceof StoreFailure) {
    const mend = 'GET /_doublecheck/health says when the store works again.';
    response.status(503).json({ error: error.message, mend });
  } else if (typeof error?.status === 'number' && error.status < 500) {
    response.status(error.status).json({
      error: error.message,
      mend: 'Send JSON of at most 1 MB, to a path that can be decoded.',
    });
  } else next(error);
};
