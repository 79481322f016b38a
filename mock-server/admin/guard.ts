import { timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';

const tokenHeader = 'doublecheck-admin-token';

/**
 * Keeps web pages out. A page in the developer's browser can send requests to localhost, and with a
 * name of its own that resolves to it; both show in `Origin`, `Sec-Fetch-Site` or `Host`. With a token,
 * only who knows it comes in, from wherever.
 */
export function guard(token: string | undefined): RequestHandler {
  return (request, response, next) => {
    const reason = token === undefined ? reasonToDistrust(request) : reasonToRefuse(request, token);
    if (!reason) return next();
    request.resume();
    response.status(reason.status).json({ error: reason.error, mend: reason.mend });
  };
}

function reasonToDistrust({ headers, socket }: Request) {
  if (headers.origin !== undefined || isFromPage(headers['sec-fetch-site'])) {
    return {
      status: 403,
      error: 'a web page may not use the admin API',
      mend: 'Call it from a program or a shell.',
    };
  }
  if (!isLoopback(socket.remoteAddress)) {
    return {
      status: 403,
      error: 'the admin API answers this machine only',
      mend: 'Start the double with an admin token.',
    };
  }
  if (isLocal(headers.host)) return undefined;
  return {
    status: 403,
    error: `the admin API is not at home at ${headers.host}`,
    mend: 'Use localhost, or start the double with an admin token.',
  };
}

function isFromPage(site: string | string[] | undefined): boolean {
  return site === 'cross-site' || site === 'same-site' || site === 'same-origin';
}

function isLoopback(address = ''): boolean {
  return /^(::ffff:)?127\./.test(address) || address === '::1';
}

function isLocal(host = ''): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i.test(host);
}

function reasonToRefuse({ headers }: Request, token: string) {
  const sent = headers[tokenHeader];
  if (typeof sent === 'string' && isSame(sent, token)) return undefined;
  return {
    status: 401,
    error: 'the admin API needs its token',
    mend: `Send it in the header ${tokenHeader}.`,
  };
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
