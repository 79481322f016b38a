import type { Credential, Entity, Target } from '../target/target.ts';
import type { Maker } from './maker.ts';

/** What the target says exists, as the suite asks for it. */
export class Known {
  readonly target: Target;

  constructor(target: Target) {
    this.target = target;
  }

  credential(role: string): Credential | undefined {
    return this.target.credentials[role];
  }

  /** What the tenant of a role has of a kind. */
  own(kind: string, role: string): readonly Entity[] {
    return this.#tenantOf(role)?.entities[kind] ?? [];
  }

  /** What only other tenants have of a kind, told apart by a field. */
  foreign(kind: string, role: string, field = 'id'): readonly Entity[] {
    const mine = new Set(this.own(kind, role).map((entity) => entity[field]));
    const own = this.#tenantOf(role);
    return this.target.tenants
      .filter((tenant) => tenant !== own)
      .flatMap((tenant) => tenant.entities[kind] ?? [])
      .filter((entity) => entity[field] !== undefined && !mine.has(entity[field]));
  }

  setting(name: string, role: string): unknown {
    return this.#tenantOf(role)?.settings[name];
  }

  /** A name of the same look as those of a kind, that nobody has. */
  missing(kind: string, field: string, maker: Maker): string | undefined {
    const all = this.target.tenants.flatMap((tenant) => tenant.entities[kind] ?? []);
    const values = all.map((entity) => entity[field]).filter((value) => typeof value === 'string');
    const model = values[0];
    if (model === undefined) return undefined;
    for (let tries = 0; tries < 100; tries++) {
      const made = resembling(model, maker);
      if (!values.includes(made)) return made;
    }
    return undefined;
  }

  #tenantOf(role: string) {
    const id = this.credential(role)?.tenant;
    return this.target.tenants.find((tenant) => tenant.id === id);
  }
}

/** Other digits in a name that ends in hexadecimal digits, so that its form stays; a suffix on any other. */
function resembling(model: string, maker: Maker): string {
  const isHex = model.length >= 12 && /[0-9a-f-]{10}$/i.test(model);
  if (!isHex) return `${model}_${maker.hex(6)}`;
  const digits = maker.hex(model.length);
  const from = Math.max(model.length - 10, 0);
  return [...model].map((c, i) => (i < from || c === '-' ? c : digits[i])).join('');
}
