import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import type { AdminOptions } from '../admin/context.ts';
import { adminRouter } from '../admin/router.ts';
import type { CompiledProvider } from '../engine/compile-provider.ts';
import { currentRouter } from './provider-router.ts';
import type { Service } from './service.ts';

/** All providers behind one Express app: chosen by `Host` where it is a provider's own, else by the path. */
export function createApp(options: AdminOptions, adminToken: string | undefined): Express {
  const { providers, service, atRoot, defects } = options;
  const app = express();
  app.disable('x-powered-by').enable('case sensitive routing');
  app.use('/_doublecheck', adminRouter(options, adminToken));

  const routers = providers.map((provider) => ({
    provider,
    router: currentRouter(() => defects.served(provider), service),
  }));
  const hosts = routers.flatMap(({ provider, router }) =>
    provider.contract.hosts.map((host) => [host, router] as const),
  );
  app.use(byHost(new Map(hosts)));
  for (const { provider, router } of routers) app.use(atRoot ? '/' : `/${provider.name}`, router);

  app.use(noProvider(providers));
  app.use(failed(service));
  return app;
}

function byHost(routers: ReadonlyMap<string, RequestHandler>): RequestHandler {
  return (request, response, next) => {
    const [name = ''] = (request.headers.host ?? '').toLowerCase().split(':');
    const router = routers.get(name);
    if (router) router(request, response, next);
    else next();
  };
}

function noProvider(providers: readonly CompiledProvider[]): RequestHandler {
  const addresses = providers.map(({ name }) => `/${name}`).join(', ');
  return (request, response) => {
    request.resume();
    response.status(404).json({
      error: `no provider has the path ${request.path}`,
      mend: `The doubles are under ${addresses}; the admin API is under /_doublecheck.`,
    });
  };
}

/** Express itself refused the request before any provider saw it: a path that cannot be decoded, say. */
function failed({ log }: Service): ErrorRequestHandler {
  return (error, _request, response, _next) => {
    const status = typeof error?.status === 'number' ? error.status : 500;
    if (status >= 500) log.error({ err: error }, 'a request failed inside the double');
    response
      .status(status)
      .json({ error: status >= 500 ? 'internal error' : String(error.message) });
  };
}
