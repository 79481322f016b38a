import type { Errors } from '../../specs/behaviours/errors.ts';
import type { Answer } from '../../specs/contract/types.ts';
import { rfc3339 } from '../clock.ts';

/** Writes a refusal as the provider does. */
export type Envelope = (answer: Answer, message: string, now: number) => string;

/** Compiles the contract's envelope: an object in which `$code`, `$message`, `$status` and `$timestamp` are filled in. */
export function compileEnvelope({ envelope }: Errors): Envelope {
  return (answer, message, now) => {
    const values: Record<string, unknown> = {
      $code: answer.code,
      $message: message,
      $status: answer.status,
      $timestamp: rfc3339(now),
    };
    return JSON.stringify(envelope, (_, value) =>
      typeof value === 'string' && Object.hasOwn(values, value) ? values[value] : value,
    );
  };
}
