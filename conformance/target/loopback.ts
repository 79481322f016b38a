import { TargetError } from './target-error.ts';

/**
 * Whether a URL leads to this machine: `localhost` and names below it (RFC 6761), 127.0.0.0/8 and ::1.
 * Other names are not looked up, since what they resolve to may be another address a moment later.
 */
export function isLoopback(url: string | URL): boolean {
  // The URL parser has made 127.1, 0x7f000001 and [0:0:0:0:0:0:0:1] what they stand for.
  const host = new URL(url).hostname.replace(/\.$/, '');
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    /^127(\.\d{1,3}){3}$/.test(host) ||
    host === '[::1]' ||
    /^\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\]$/.test(host)
  );
}

/** @throws TargetError for a URL that leads to another machine, unless that is allowed. */
export function demandLoopback(url: string, allowRemote: boolean): void {
  if (allowRemote || isLoopback(url)) return;
  throw new TargetError(
    2,
    `${new URL(url).origin} is another machine`,
    'Make sure that you may send hundreds of requests there, then add --allow-remote.',
  );
}
