import type { FindOrCreate } from '../../specs/behaviours/find-or-create.ts';
import { parsePointer, valueAt } from '../../specs/contract/pointer.ts';
import { callerOf, ownEntity } from '../engine/context.ts';
import { type Creation, keep } from '../engine/creation.ts';
import type { Enforcer } from '../engine/enforcer.ts';
import type { Entity } from '../engine/facts.ts';
import { bodyOf } from '../engine/request.ts';

/** Finds the entity that the request describes by the first of the fields it gives, or makes it. */
export const enforce: Enforcer<FindOrCreate> = (declared) => {
  const { to, id, by, fields, untouched } = declared;
  const keys = by.map(({ field, at, clause, ignoreCase }) => {
    const path = parsePointer(at);
    const read = (body: unknown): string | undefined => {
      const value = valueAt(body, path);
      if (typeof value !== 'string') return undefined;
      return ignoreCase ? value.toLowerCase() : value;
    };
    return { field, read, clause };
  });
  const paths = Object.entries(fields).map(([name, at]) => ({ name, path: parsePointer(at) }));
  const lookup = (body: unknown) =>
    keys.flatMap(({ field, read, clause }) => {
      const value = read(body);
      return value === undefined ? [] : [{ field, value, clause }];
    });

  const make = (creation: Creation): Entity => {
    const { context, body } = creation;
    const data = paths.flatMap(({ name, path }) => {
      const value = valueAt(body, path);
      return value === undefined ? [] : [[name, value] as const];
    });
    const entity = {
      tenant: callerOf(context).tenant,
      kind: to,
      id: context.mint(id, context.now),
      data: Object.fromEntries(data),
    };
    const aliases = lookup(body).map(({ field, value }) => [field, value] as const);
    keep(creation, to, entity.id, entity.data, Object.fromEntries(aliases));
    return entity;
  };

  return {
    ask(request, wants) {
      // All of them, though the first alone is looked up: no other request may take a name that this one makes.
      for (const { field, value } of lookup(bodyOf(request)))
        wants.entities.push({ kind: to, field, value });
    },
    prepare(creation) {
      const [first] = lookup(creation.body);
      if (!first) return;
      const found = ownEntity(creation.context, to, first.field, first.value);
      creation.entities.set(to, found ?? make(creation));
      creation.context.clauses.push(first.clause, found ? untouched.clause : declared.clause);
    },
  };
};
