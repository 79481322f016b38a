import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import Router from 'router';
import type { AdminOptions } from '../admin/context.ts';
import type { CompiledProvider } from '../engine/compile-provider.ts';
import { currentDoor, type Door } from './provider-door.ts';
import { send } from './send.ts';
import type { Service } from './service.ts';

/**
 * All providers and the admin API behind Express's router. The rest of Express, which gives each request methods
 * that no provider needs, costs more than a decision; so the admin API alone is an Express app, loaded when somebody
 * first calls it.
 */
export function createApp(options: AdminOptions, adminToken: string | undefined): RequestListener {
  const router = Router({ caseSensitive: true });
  router.use('/_doublecheck', adminApp(options, adminToken));
  router.use(providerDoors(options));
  router.use(noProvider(options.providers));
  router.use(failed(options.service));
  return (request, response) => router(request, response, () => void response.destroy());
}

function adminApp(options: AdminOptions, adminToken: string | undefined): Router.RequestHandler {
  let loading: Promise<Router.RequestHandler> | undefined;
  const load = async () => {
    const { createAdminApp } = await import('../admin/app.ts');
    return createAdminApp(options, adminToken) as unknown as Router.RequestHandler;
  };
  return async (request, response, next) => {
    loading ??= load().catch((error) => {
      // The next one who calls it tries again.
      loading = undefined;
      throw error;
    });
    (await loading)(request, response, next);
  };
}

function providerDoors(options: AdminOptions): Router.RequestHandler {
  const find = doorFinder(options);
  return (request, response, next) => {
    const found = find(request.headers.host, pathOf(request.url));
    return found ? found.door(request, response, found.path) : next();
  };
}

/** Finds a provider's door: by `Host` where it is a provider's own, else by the path's first segment. */
function doorFinder({ providers, service, atRoot, defects }: AdminOptions) {
  const doors = new Map<string, Door>(
    providers.map((provider) => [
      provider.name,
      currentDoor(() => defects.served(provider), service),
    ]),
  );
  const byHost = new Map(
    providers.flatMap(({ name, contract }) =>
      contract.hosts.map((host) => [host, doors.get(name) as Door]),
    ),
  );
  const [first] = doors.values();

  return (host = '', path: string): { door: Door; path: string } | undefined => {
    const own =
      byHost.get(host.slice(0, portAt(host)).toLowerCase()) ?? (atRoot ? first : undefined);
    if (own) return { door: own, path };
    const end = path.indexOf('/', 1);
    const name = end < 0 ? path.slice(1) : path.slice(1, end);
    const door = doors.get(name);
    return door && { door, path: path.slice(name.length + 1) || '/' };
  };
}

/** Where a host's name ends. */
function portAt(host: string): number {
  const colon = host.indexOf(':');
  return colon < 0 ? host.length : colon;
}

/** A request's target without its query and fragment; a client may name the whole address (RFC 9112, 3.2.2). */
function pathOf(target = '/'): string {
  const path = target.startsWith('/') ? target : target.replace(/^\w+:\/\/[^/?#]*/, '');
  const end = path.search(/[?#]/);
  return (end < 0 ? path : path.slice(0, end)) || '/';
}

function noProvider(providers: readonly CompiledProvider[]) {
  const addresses = providers.map(({ name }) => `/${name}`).join(', ');
  return (request: IncomingMessage, response: ServerResponse) => {
    request.resume();
    tell(response, 404, {
      error: `no provider has the path ${pathOf(request.url)}`,
      mend: `The doubles are under ${addresses}; the admin API is under /_doublecheck.`,
    });
  };
}

/** The router itself refused the request before any provider saw it: a path that cannot be decoded, say. */
function failed({ log }: Service): Router.ErrorRequestHandler {
  return (error, _request, response, _next) => {
    const status = typeof error?.status === 'number' ? error.status : 500;
    if (status >= 500) log.error({ err: error }, 'a request failed inside the double');
    if (response.headersSent) response.destroy();
    else
      tell(response, status, { error: status >= 500 ? 'internal error' : String(error.message) });
  };
}

function tell(response: ServerResponse, status: number, body: object): void {
  send(response, { status, headers: {}, body: JSON.stringify(body) });
}
