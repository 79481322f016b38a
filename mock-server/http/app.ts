import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import type { AdminOptions } from '../admin/context.ts';
import { adminRouter } from '../admin/router.ts';
import type { CompiledProvider } from '../engine/compile-provider.ts';
import { currentDoor } from './provider-door.ts';
import type { Service } from './service.ts';

/** All providers behind one Express app: chosen by `Host` where it is a provider's own, else by the path. */
export function createApp(options: AdminOptions, adminToken: string | undefined): Express {
  const { providers, service, atRoot, defects } = options;
  const app = express();
  app.disable('x-powered-by').enable('case sensitive routing');
  app.use('/_doublecheck', adminRouter(options, adminToken));

  const doors = providers.map((provider) => ({
    provider,
    door: currentDoor(() => defects.served(provider), service),
  }));
  const byHost = new Map(
    doors.flatMap(({ provider, door }) =>
      provider.contract.hosts.map((host) => [host, door] as const),
    ),
  );
  const byPath = new Map(doors.map(({ provider, door }) => [provider.name, door]));
  const atHost = (host = '') => byHost.get(host.slice(0, portAt(host)).toLowerCase());

  app.use(((request, response, next) => {
    const { path } = request;
    const own = atHost(request.headers.host) ?? (atRoot ? doors[0]?.door : undefined);
    if (own) return own(request, response, path);
    const end = path.indexOf('/', 1);
    const name = end < 0 ? path.slice(1) : path.slice(1, end);
    const door = byPath.get(name);
    return door ? door(request, response, path.slice(name.length + 1) || '/') : next();
  }) as RequestHandler);
  app.use(noProvider(providers));
  app.use(failed(service));
  return app;
}

/** Where a host's name ends. */
function portAt(host: string): number {
  const colon = host.indexOf(':');
  return colon < 0 ? host.length : colon;
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
