import type { Errors } from '../../specs/behaviours/errors.ts';
import { behavioursOf } from '../../specs/contract/build.ts';
import type { Contract } from '../../specs/contract/types.ts';
import type { Answer } from '../wire/message.ts';
import { carriesCode } from './code.ts';

/** Which 429 is about the number of requests: one with the code of another refusal is that, with a wrong status. */
export function limitOf(contract: Contract): (answer: Answer) => boolean {
  const answers = behavioursOf<Errors>(contract, 'errors').flatMap(({ catalogue }) =>
    Object.values(catalogue),
  );
  const own = answers.filter(({ status }) => status === 429).map(({ code }) => code);
  const others = answers.map(({ code }) => code).filter((code) => !own.includes(code));
  return (answer) => answer.status === 429 && !others.some((code) => carriesCode(answer, code));
}
