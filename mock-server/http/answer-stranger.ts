import type { Request, Response } from 'express';
import type { Rejection } from '../../specs/contract/types.ts';
import { readClock } from '../clock.ts';
import type { CompiledProvider } from '../engine/compile-provider.ts';
import { defaultSandbox } from '../store/store.ts';
import { send } from './send.ts';
import type { Service } from './service.ts';

/** Answers what no operation answers: a path or a method that the contract does not have. */
export function answerStranger(
  service: Service,
  provider: CompiledProvider,
  { clause, answers: [answer] }: Rejection,
  headers: Readonly<Record<string, string>> = {},
) {
  return async (request: Request, response: Response): Promise<void> => {
    const seen = service.recorder.see(provider, request);
    const state = await service.store.state(defaultSandbox);
    const now = readClock(state?.clock ?? { offset: 0 }, service.realTime);
    seen.decided({
      outcome: 'refused',
      status: answer.status,
      headers: { ...headers, ...answer.headers },
      body: provider.envelope(answer, answer.message, now),
      clause,
      reason: `the contract has no ${request.method} ${request.path}`,
    });
    request.resume();
    send(response, seen.answer);
    seen.record();
  };
}
