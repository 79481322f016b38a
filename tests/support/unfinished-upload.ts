import { once } from 'node:events';
import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import type { Target } from '../../mock-server/admin/target.ts';

/**
 * Begins an upload and never finishes it: promises 100 bytes, sends one, and waits for the answer, which
 * must come without the rest.
 */
export async function unfinishedUpload(
  { baseUrl, credentials }: Target,
  role: string,
  path: string,
): Promise<{ status: number | undefined; body: unknown }> {
  const credential = credentials[role];
  const upload = request(baseUrl + path, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'Content-Length': 100,
      ...(credential && { [credential.header]: credential.value }),
    },
  });
  upload.write('{');
  const [answer] = await once(upload, 'response');
  const body = await json(answer);
  upload.destroy();
  return { status: answer.statusCode, body };
}
