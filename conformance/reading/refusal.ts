import type { Contract, Answer as Listed, Rejection } from '../../specs/contract/types.ts';
import { carriesCode } from './code.ts';
import { type Exchange, isRefused, told } from './exchange.ts';
import type { Note } from './observation.ts';

/** The assumption on which it rests that a request is refused: its case's own, or that it is refused at all. */
export function restsOn(
  contract: Contract,
  { clause }: Rejection,
  premise: string | undefined,
): string | undefined {
  return premise ?? (contract.clauses.get(clause)?.level === 'documented' ? undefined : clause);
}

/**
 * Judges a request that must be refused. That it is, with which status and with which code are clauses of
 * their own, each documented or assumed: what rests on an assumption can only warn.
 */
export function judgeRefusal(
  contract: Contract,
  exchange: Exchange,
  rejection: Rejection,
  premise: string | undefined,
  before: readonly Exchange[],
  note: Note,
) {
  const { clause, answers } = rejection;
  const isDocumented = (id: string) => contract.clauses.get(id)?.level === 'documented';
  const rests = restsOn(contract, rejection, premise);
  const found = {
    expected: [...new Set(answers.map(({ status, code }) => `${status} ${code}`))],
    actual: told(exchange),
    exchanges: [...before, exchange],
  };
  const broken = (id: string, ...also: readonly string[]) =>
    note({
      saw: 'broken',
      clause: id,
      also,
      ...found,
      ...(rests !== id && { premise: rests }),
    });
  const held = (id: string) => note({ saw: 'held', clause: id });

  // That it is refused at all is what the assumption says.
  if (!isRefused(exchange)) return broken(clause, ...(rests && rests !== clause ? [rests] : []));
  held(clause);
  const statusClause = rejection.status ?? clause;
  const fitting = answers.filter(({ status }) => status === exchange.answer?.status);
  if (fitting.length === 0) return broken(statusClause);
  held(statusClause);

  const codeClause = (answer: Listed) =>
    isDocumented(statusClause) ? answer.clause : statusClause;
  const named = fitting.find(
    (answer) => exchange.answer && carriesCode(exchange.answer, answer.code),
  );
  if (named) return held(codeClause(named));
  const wanted = codeClause(fitting[0] ?? answers[0]);
  // Where the page gives the code, the clause that gives the status names it too.
  const [own] = fitting.map((answer) => answer.clause);
  const isOther = own !== undefined && own !== wanted && !isDocumented(own);
  if (isDocumented(wanted) && wanted !== statusClause) broken(wanted, statusClause);
  else broken(wanted, ...(isOther ? [own] : []));
}
