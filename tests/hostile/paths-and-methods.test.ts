import { METHODS } from 'node:http';
import { describe, expect, it } from 'vitest';
import { hurriedTime } from '../support/hurried-time.ts';
import { refusalOf } from '../support/own-words.ts';
import { type PostOperation, postOperations, type Received } from '../support/post-operations.ts';
import { headOf, sendRaw } from '../support/raw-http.ts';
import { type Client, useDouble } from '../support/use-double.ts';

const double = useDouble({ realTime: hurriedTime() });

/** Sends the example with the request line's method and path changed. */
function sendTo(
  client: Client,
  { operation, body }: PostOperation,
  change: (line: string) => string,
  post: PostOperation,
): Promise<Received> {
  const text = operation.bodySchema ? JSON.stringify(body) : '';
  const [line = '', ...rest] = headOf(client, post, [
    'Connection: close',
    `Content-Length: ${Buffer.byteLength(text)}`,
  ]).split('\r\n');
  return sendRaw(client.target.baseUrl, `${[change(line), ...rest].join('\r\n')}\r\n${text}`);
}

/** The operation's path written so that it is another one. */
const spellings: Record<string, (path: string) => string> = {
  'a slash at the end': (path) => `${path}/`,
  'two slashes at the beginning': (path) => `/${path}`,
  'two slashes in the middle': (path) => path.replace(/\/(?=[^/]*$)/, '//'),
  'a letter encoded': (path) => path.replace(/t/, '%74'),
  'a slash encoded': (path) => path.replace(/\/(?=[^/]*$)/, '%2f'),
  'other case': (path) => path.toUpperCase(),
  'a dot segment': (path) => path.replace(/\/(?=[^/]*$)/, '/./'),
  'a way out and back': (path) => path.replace(/\/(?=[^/]*$)/, '/x/../'),
  backslashes: (path) => path.replaceAll('/', '\\').replace('\\', '/'),
  'a parameter': (path) => `${path};v=1`,
  'a NUL': (path) => `${path}%00`,
  'half an encoded letter': (path) => `${path}%e0%a4%a`,
  'a header in it': (path) => `${path}%0d%0aInjected:%20yes`,
  'an id after it': (path) => `${path}/1`,
  'nothing but the root': () => '/',
  'ten thousand letters': (path) => path + '/x'.repeat(5_000),
  'a name that objects inherit': () => '/__proto__/constructor',
};

const otherMethods = METHODS.filter((method) => !['POST', 'HEAD', 'CONNECT'].includes(method));

describe.each(postOperations)('at %s', (_title, post) => {
  const { operation, contract } = post;

  it.each(Object.entries(spellings))('a path with %s is not there', async (_name, spell) => {
    const client = await double.client(post.provider);
    const change = (line: string) => line.replace(operation.path, () => spell(operation.path));
    const answer = await sendTo(client, post, change, post);
    expect(refusalOf(contract, answer)).toBe('not-found');
    expect(answer.headers.has('injected')).toBe(false);
    expect(await client.list('tickets')).toEqual([]);
  });

  it.each(['?', '?a=1&a=2&__proto__[x]=1', '?%00=%ff', `?${'q'.repeat(8_000)}`])(
    'the query %s changes nothing',
    async (query) => {
      const client = await double.client(post.provider);
      const change = (line: string) => line.replace(operation.path, operation.path + query);
      const answer = await sendTo(client, post, change, post);
      expect(answer.status).toBe(operation.successStatus);
    },
  );

  it.each(otherMethods)('%s is not a method of the path', async (method) => {
    const client = await double.client(post.provider);
    const answer = await sendTo(client, post, (line) => line.replace('POST', method), post);
    expect(refusalOf(contract, answer)).toBe('method-not-allowed');
    expect(answer.headers.get('allow')).toBe('POST');
  });

  it('HEAD is refused without a word, as HTTP wants it', async () => {
    const client = await double.client(post.provider);
    const answer = await sendTo(client, post, (line) => line.replace('POST', 'HEAD'), post);
    expect([answer.status, answer.text]).toEqual([405, '']);
  });

  it.each(['FROB', 'post', 'P\u00d6ST', ''])(
    'HTTP itself refuses the method "%s"',
    async (method) => {
      const client = await double.client(post.provider);
      const answer = await sendTo(client, post, (line) => line.replace('POST', method), post);
      expect(answer.status).toBe(400);
    },
  );

  it('a tunnel is not dug', async () => {
    const client = await double.client(post.provider);
    const answer = sendTo(client, post, (line) => line.replace('POST', 'CONNECT'), post);
    expect((await answer.catch(() => undefined))?.text ?? '').toBe('');
    expect(await client.list('tickets')).toEqual([]);
  });
});
