import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Target } from '../../mock-server/admin/target.ts';

/** An answer as it came over the socket, whose body was JSON. */
export interface SocketAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: Record<string, unknown>;
}

/**
 * Sends the head of a request and less of its body than the head promises, and waits for the answer. The
 * server has to close the connection after it: what is left of the body would be taken for a next request.
 */
export async function stallUpload(
  target: Target,
  { role, path, sent = '{"' }: { role: string; path: string; sent?: string },
): Promise<SocketAnswer> {
  const url = new URL(target.baseUrl + path);
  const credential = target.credentials[role];
  if (!credential) throw new Error(`${target.provider} has no role ${role}`);

  const socket = connect(Number(url.port), url.hostname);
  socket.write(
    [
      `POST ${url.pathname} HTTP/1.1`,
      `Host: ${url.host}`,
      `${credential.header}: ${credential.value}`,
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(sent) + 1}`,
      '',
      sent,
    ].join('\r\n'),
  );
  const answer = await text(socket);
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), head, body: JSON.parse(body) };
}
