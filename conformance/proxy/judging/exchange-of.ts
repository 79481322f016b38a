import { jsonOf } from '../../../specs/contract/json.ts';
import type { Operation } from '../../../specs/contract/types.ts';
import type { Draft } from '../../cases/draft.ts';
import type { Exchange } from '../../reading/exchange.ts';
import type { Answer } from '../../wire/message.ts';
import type { Legible } from './legible.ts';
import type { Secrets } from './secrets.ts';

/** Headers of a connection and of a program, which say nothing of the request. */
const ofTheConnection = new Set(
  'host connection keep-alive transfer-encoding content-length accept accept-encoding accept-language expect sec-fetch-mode user-agent te trailer'.split(
    ' ',
  ),
);

/** Who sent a request: his role, and what stands for his credential where it is shown. */
export interface Caller {
  readonly role: string;
  readonly header: string;
  readonly mark: string;
}

/**
 * What passed, as the checks of the suite read exchanges. Its message, which is only shown, has no secret; its
 * body and its answer are as they were.
 */
export function exchangeOf(
  { passed: { request, answer }, requestHeaders, requestBody, answerHeaders, answerBody }: Legible,
  operation: Operation,
  caller: Caller | undefined,
  secrets: Secrets,
): Exchange & { readonly answer: Answer } {
  const headers = Object.fromEntries(
    Object.entries(secrets.headers(requestHeaders))
      .filter(([name]) => !ofTheConnection.has(name))
      .map(([name, value]) => [name, name === caller?.header ? caller.mark : value]),
  );
  const hasBody = request.body.size > 0;
  const json = isJson(requestHeaders['content-type']) ? jsonOf(requestBody) : undefined;
  const draft: Draft = {
    operation,
    as: caller?.role ?? null,
    headers: {},
    body: json,
    // What is no JSON is nothing that a field could be looked for in.
    ...(hasBody && json === undefined && { raw: requestBody }),
    ...(caller === undefined && { path: request.path }),
  };
  return {
    draft,
    message: {
      method: request.method,
      path: secrets.path(request.path),
      headers,
      body: hasBody ? secrets.redact(requestBody) : undefined,
    },
    answer: {
      status: answer.status,
      headers: answerHeaders,
      text: answerBody,
      json: jsonOf(answerBody),
    },
    silence: undefined,
    isReplay: false,
    isResent: false,
  };
}

function isJson(type: string | undefined): boolean {
  return /^application\/(json|[\w.-]+\+json)\s*(;|$)/i.test(type ?? '');
}
