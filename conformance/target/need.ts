/** A credential that checks use, and what stays inconclusive without it. */
export interface RoleNeed {
  readonly role: string;
  readonly why: string;
}

/** Things that must exist at the target, and what they are for. */
export interface KindNeed {
  readonly kind: string;
  readonly why: string;
  /** Fields besides the id, with values to show what they look like; `{tenant}` stands for the tenant's id. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A setting of a tenant that decides answers. */
export interface SettingNeed {
  readonly setting: string;
  readonly why: string;
  readonly example: unknown;
}

/** What a target should describe, so that every clause of a contract can be exercised. */
export interface Needs {
  readonly roles: readonly RoleNeed[];
  readonly kinds: readonly KindNeed[];
  readonly settings: readonly SettingNeed[];
}
