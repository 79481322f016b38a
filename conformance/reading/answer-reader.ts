import { clauseOf } from '../../specs/contract/citations.ts';
import type { JsonSchema } from '../../specs/contract/declare.ts';
import { parsePointer, valueAt } from '../../specs/contract/pointer.ts';
import { isDocumented, type Subject } from '../cases/subject.ts';
import type { Answer } from '../wire/message.ts';
import { bearerOf, isMembers, memberOf } from './locate.ts';

/**
 * Reads fields of a success by the pointer that the contract gives them. Where the document says where
 * a field stands, only that place counts; where the contract only assumed it, the field is looked for by
 * its name in whatever envelope the server chose.
 */
export class AnswerReader {
  readonly #subject: Pick<Subject, 'contract' | 'operation'>;
  readonly #schema: JsonSchema | undefined;

  constructor(subject: Pick<Subject, 'contract' | 'operation'>) {
    const { responses, successStatus } = subject.operation;
    this.#subject = subject;
    this.#schema = responses.get(String(successStatus)) ?? responses.get('2XX');
  }

  /** The value of a field, or undefined where the answer has none that could be told to be it. */
  read({ json }: Pick<Answer, 'json'>, pointer: string): unknown {
    const path = parsePointer(pointer);
    const exact = valueAt(json, path);
    if (exact !== undefined || this.#isPlaceDocumented(path)) return exact;
    return this.#look(json, path);
  }

  /** Whether the document itself says where this field stands. */
  isPlaceDocumented(pointer: string): boolean {
    return this.#isPlaceDocumented(parsePointer(pointer));
  }

  #isPlaceDocumented(path: readonly string[]): boolean {
    let node = this.#schema;
    for (const name of path) {
      const clause = clauseOf(node, 'type') ?? clauseOf(node, 'required');
      if (clause !== undefined && !isDocumented(this.#subject, clause)) return false;
      node = (node?.properties as Record<string, JsonSchema> | undefined)?.[name];
    }
    const own = clauseOf(node, 'required') ?? clauseOf(node, 'type');
    return own === undefined || isDocumented(this.#subject, own);
  }

  #look(json: unknown, path: readonly string[]): unknown {
    let node = this.#schema;
    let object: unknown;
    for (const name of path) {
      const names = Object.keys((node?.properties as object | undefined) ?? {});
      // Within what was found by its name the fields stand directly; elsewhere anything may be around them.
      const bearer = isMembers(object) ? object : bearerOf(json, names);
      object = bearer && memberOf(bearer, name);
      node = (node?.properties as Record<string, JsonSchema> | undefined)?.[name];
    }
    return object;
  }
}
