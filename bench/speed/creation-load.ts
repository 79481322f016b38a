import { createAjv } from '../../specs/contract/ajv.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import type { Provider } from '../../specs/contract/providers.ts';
import { firstCreation, keyedText } from '../creation.ts';
import type { Credentials } from '../credentials.ts';
import { bodyCheck, freshKey, type Load, nextCredential } from './load.ts';

/**
 * Creates a ticket from the contract's first example, again and again, each a new one: the contract's
 * schema is what the answer must keep.
 */
export function creationLoad(provider: Provider, credentials: Credentials): Load {
  const { operation, example } = firstCreation(provider);
  const { successStatus: status } = operation;
  const fresh = example.requiredHeaders.map((name) => [name, freshKey]);
  return {
    name: 'create',
    method: example.method,
    path: example.path,
    headers: {
      'Content-Type': 'application/json',
      [credentials.header]: nextCredential,
      ...Object.fromEntries(fresh),
    },
    body: keyedText(provider, example.body),
    credentials: credentials.values,
    status,
    trouble: answerCheck(provider, status),
  };
}

/** Whether an answer to the creation is what the contract's schema of this status says, with a text in it. */
export function answerCheck(provider: Provider, status: number, needed = ''): Load['trouble'] {
  const schema = firstCreation(provider).operation.responses.get(String(status));
  if (!schema) throw new Error(`the contract of ${provider} shows no ${status}`);
  return bodyCheck(createAjv().compile(schema), needed);
}

/** The load for a server of the document's paths alone, without what its server's URL has before them. */
export function withoutBase(provider: Provider, load: Load): Load {
  return { ...load, path: load.path.slice(loadProvider(provider).basePath.length) };
}
