import type { Order } from '../../specs/behaviours/order.ts';
import type { Fault } from '../cases/change.ts';
import { check } from '../suite/check.ts';
import type { Check, Verifier } from '../suite/verification.ts';

/** Of two faults in one request the one whose check comes first is answered. */
export const verify: Verifier<Order> = (declared) => ({
  checksOver: (faults) => orderChecks(declared, faults),
});

/** A check for each two kinds of faults that the order has, the earlier one expected. */
function orderChecks({ clause, checks: order }: Order, faults: readonly Fault[]): Check[] {
  const kinds = order.filter((kind) => faults.some((fault) => fault.kind === kind));
  return kinds.flatMap((earlier, i) =>
    kinds.slice(i + 1).map((later) =>
      check('coverage', `order/${earlier}-before-${later}`, [clause], async (session) => {
        const found = pairOf(faults, earlier, later);
        let sent = 0;
        for (const [first, second] of found) {
          const { plan, maker } = session;
          for (const form of plan.forms) {
            const role = first.role ?? second.role ?? 'primary';
            const everything = form.optionals.map(({ pointer }) => pointer);
            const base = session.draft(form, { role, with: everything });
            const once = second.apply(base, maker);
            const both = once && first.apply(once, maker);
            if (!both) continue;
            const rejection = { ...first.rejection, clause, status: clause };
            session.refused(await session.send(both), rejection, clause);
            if (++sent === 3) return;
            break;
          }
        }
      }),
    ),
  );
}

/** Pairs whose answers can be told apart; a fault of the whole body leaves nothing for another to be in. */
function pairOf(faults: readonly Fault[], earlier: string, later: string): [Fault, Fault][] {
  const firsts = faults.filter(({ kind }) => kind === earlier);
  const seconds = faults.filter(({ kind }) => kind === later);
  const pairs = firsts.flatMap((first) => seconds.map((second): [Fault, Fault] => [first, second]));
  return pairs.filter(([first, second]) => {
    const answers = second.rejection.answers.map(({ status, code }) => `${status} ${code}`);
    const isTold = first.rejection.answers.every(
      ({ status, code }) => !answers.includes(`${status} ${code}`),
    );
    // A body that is none leaves no place for another fault.
    const isWhole = first.kind === 'validation' && first.pointer === '' && isOfBody(second);
    const isApart =
      !isWhole && (first.pointer !== second.pointer || !isOfBody(first) || !isOfBody(second));
    return isTold && isApart && first.items === undefined && second.items === undefined;
  });
}

/** Whether a fault lies in a field of the body, where another may be in its way. */
function isOfBody({ kind, pointer }: Fault): boolean {
  return pointer !== '' || kind === 'validation' || kind === 'presence';
}
