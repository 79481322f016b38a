import type { Field } from './fields.ts';
import type { Subject } from './subject.ts';

/** One of the shapes that a valid request of an operation may have: midlyr's text and json, tickiti's A, B and C. */
export interface Form {
  readonly name: string;
  readonly subject: Subject;
  /** What the form chooses to send among fields that stand for each other. */
  readonly chosen: readonly string[];
  /** What it sets, since the rest of the shape hangs on it. */
  readonly constants: ReadonlyMap<string, unknown>;
  /** The fields of its smallest body, and of all that may be added to it. */
  readonly root: Field;
  /** Fields that the smallest body does without and that the document lets be sent. */
  readonly optionals: readonly Field[];
  /** Optional fields that this target turned out not to do without. */
  readonly needs: readonly string[];
  /** Which of its values a field that must have one of a list gets. */
  readonly turn: number;
}

export interface BuildOptions {
  readonly role?: string;
  /** Pointers of optional fields to be sent too. */
  readonly with?: readonly string[];
  /** How many items a list gets, as far as the target names so many that differ. */
  readonly items?: number;
  /** Whether a list may have one item several times rather than fewer items. */
  readonly mayRepeat?: boolean;
}
