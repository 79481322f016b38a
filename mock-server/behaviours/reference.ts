import type { Reference } from '../../specs/behaviours/reference.ts';
import { formatPointer, type Path, parsePointer, valuesAt } from '../../specs/contract/pointer.ts';
import { entitiesWith, ownEntity } from '../engine/context.ts';
import type { Enforcer } from '../engine/enforcer.ts';
import { refuse } from '../engine/outcome.ts';
import { bodyOf, type Request } from '../engine/request.ts';

/** Refuses a reference to what the caller's tenant does not have; another tenant's is as good as none. */
export const enforce: Enforcer<Reference> = ({ at, to, by = 'id', missing, foreign }) => {
  const path = parsePointer(at);
  const referred = (request: Request) =>
    valuesAt(bodyOf(request), path).filter((found) => typeof found.value === 'string') as {
      path: Path;
      value: string;
    }[];
  return {
    ask(request, wants) {
      for (const { value } of referred(request))
        wants.entities.push({ kind: to, field: by, value });
    },
    check(context) {
      for (const { path: found, value } of referred(context.request)) {
        if (ownEntity(context, to, by, value)) continue;
        const pointer = formatPointer(found);
        const detail = `${pointer} names no ${to}.`;
        const isForeign = entitiesWith(context, to, by, value).length > 0;
        return isForeign
          ? refuse(foreign, { detail, reason: `${pointer} is another tenant's ${to}` })
          : refuse(missing, { detail });
      }
      return undefined;
    },
  };
};
