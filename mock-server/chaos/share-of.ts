import type { IncomingMessage } from 'node:http';
import { readClock } from '../clock.ts';
import type { CompiledOperation } from '../engine/compile.ts';
import type { CompiledProvider } from '../engine/compile-provider.ts';
import type { Facts } from '../engine/facts.ts';
import type { Progress } from './progress.ts';
import type { Share } from './trouble.ts';

/** What a request has to go through in its sandbox; undefined where there is no chaos. */
export function shareOf(
  progress: Progress,
  { operation }: CompiledOperation,
  { name }: CompiledProvider,
  { method, socket, headers }: IncomingMessage,
  { sandbox, state, credential, realTime }: Facts,
): Share | undefined {
  if (!state.chaos) return undefined;
  const share = progress.deal(sandbox, state.chaos, {
    provider: name,
    operation: operation.id,
    credential: credential?.id,
    now: readClock(state.clock, realTime),
    // An answer has gone over it, and not only leave to go on.
    isReused: socket.bytesWritten > (headers.expect ? leave : 0),
  });
  return method === 'HEAD' ? withoutFields(share) : share;
}

/** Of a head that comes alone, nobody sees which fields the body would have. */
function withoutFields({ besides, ...share }: Share): Share {
  return { ...share, besides: besides.filter(({ trouble }) => trouble !== 'unknown-field') };
}

/** Bytes of what a client hears that waits for it before it sends its body. */
const leave = 'HTTP/1.1 100 Continue\r\n\r\n'.length;
