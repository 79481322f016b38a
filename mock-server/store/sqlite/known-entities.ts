import { type Entity, lookupName } from '../../engine/facts.ts';

/** The one place where an entity is kept, however many ways there are to find it. */
interface Cell {
  entity: Entity;
}

/**
 * Entities of one provider in one sandbox as they were read, by what was asked for, kept true to the writes
 * that follow.
 */
export class KnownEntities {
  readonly #cells = new Map<string, Cell>();
  readonly #found = new Map<string, Cell[]>();
  readonly #lists = new Map<string, Cell[]>();

  /** What was found under a lookup's name; undefined when nobody has asked for it. */
  found(name: string): Entity[] | undefined {
    return this.#found.get(name)?.map(({ entity }) => entity);
  }

  /** All of a tenant's of one kind, in the order of their creation; undefined when nobody has asked. */
  list(kind: string, tenant: string): Entity[] | undefined {
    return this.#lists.get(listName(kind, tenant))?.map(({ entity }) => entity);
  }

  setFound(name: string, entities: readonly Entity[]): void {
    this.#found.set(name, entities.map(this.#cellOf));
  }

  setList(kind: string, tenant: string, entities: readonly Entity[]): void {
    this.#lists.set(listName(kind, tenant), entities.map(this.#cellOf));
  }

  /** @param aliases as in the write that makes it. */
  add(entity: Entity, aliases: Readonly<Record<string, string>> | undefined): void {
    this.#lists.get(listName(entity.kind, entity.tenant))?.push(this.#cellOf(entity));
    if (!aliases) return;
    this.#addUnder('id', entity.id, entity);
    for (const field in aliases) this.#addUnder(field, aliases[field] as string, entity);
  }

  change(entity: Entity): void {
    const cell = this.#cells.get(cellName(entity));
    if (cell) cell.entity = entity;
  }

  #addUnder(field: string, value: string, entity: Entity): void {
    const same = this.#found.get(lookupName(entity.kind, field, value));
    if (same?.every((known) => known.entity.tenant !== entity.tenant))
      same.push(this.#cellOf(entity));
  }

  #cellOf = (entity: Entity): Cell => {
    const name = cellName(entity);
    const known = this.#cells.get(name);
    if (known) return known;
    const cell = { entity };
    this.#cells.set(name, cell);
    return cell;
  };
}

function listName(kind: string, tenant: string): string {
  return `${kind} ${tenant}`;
}

function cellName({ kind, id, tenant }: Entity): string {
  return JSON.stringify([kind, id, tenant]);
}
