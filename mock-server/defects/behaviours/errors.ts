import type { Errors } from '../../../specs/behaviours/errors.ts';
import { formatPointer, type Path, setAt, valueAt } from '../../../specs/contract/pointer.ts';
import { soleBehaviour } from '../../engine/compile.ts';
import { answering, editAt } from '../answers.ts';
import { type DefectsOf, defect, inContract } from '../defect.ts';
import { kebab } from '../derived/candidate.ts';
import { change } from '../draft.ts';

/** The envelope of refusals is another, always or for one status. */
export const defects: DefectsOf = (contract) => {
  const { clause, envelope } = soleBehaviour<Errors>(contract, 'errors');
  // Where the document gives the envelope, the schemas of the answers say what is in it.
  if (contract.clauses.get(clause)?.level === 'documented') return [];
  const whole = (what: string, edit: (copy: object) => unknown) =>
    defect(
      clause,
      what,
      inContract((draft) => {
        const errors = soleBehaviour<Errors>(draft, 'errors');
        change(errors, { envelope: edit(structuredClone(envelope) as object) });
      }),
    );
  return leavesOf(envelope).flatMap((path) => {
    const name = kebab(formatPointer(path));
    const without = (body: object) => {
      editAt(body, path, () => undefined);
      return body;
    };
    const renamed = (body: object) => {
      setAt(body, [...path.slice(0, -1), `${path.at(-1)}Text`], valueAt(body, path));
      return without(body);
    };
    const only = (status: number) =>
      defect(
        clause,
        `${name}-missing-in-${status}`,
        answering({ outcome: ['refused'], status }, without),
      );
    return [
      whole(`${name}-missing`, without),
      whole(`${name}-renamed`, renamed),
      only(401),
      only(404),
    ];
  });
};

/** The places in an envelope where there is more than an object. */
function leavesOf(node: unknown, path: Path = []): Path[] {
  if (typeof node !== 'object' || node === null) return [path];
  return Object.entries(node).flatMap(([name, member]) => leavesOf(member, [...path, name]));
}
