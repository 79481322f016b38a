import fc, { type AsyncCommand } from 'fast-check';
import type { FindOrCreate } from '../../specs/behaviours/find-or-create.ts';
import { withField } from '../cases/draft.ts';
import { isAccepted } from '../reading/exchange.ts';
import { check } from '../suite/check.ts';
import type { Session } from '../suite/session.ts';
import type { Check } from '../suite/verification.ts';
import { Differs, playHistories } from './histories.ts';
import { freshValue, type Looked, lookUp, lookupDraft } from './lookup.ts';

const runs = 5;
const most = 11;
const stranger = 'second-tenant';

/** One of a kind, as the model knows it: its id, and the label that it was created with. */
interface One {
  readonly id: string;
  readonly label: string | undefined;
  readonly looked: Looked;
}

/** Whom each key finds, by role and key; undefined where that rests on an assumption. */
interface Model {
  readonly found: Map<string, One | undefined>;
  readonly ids: Set<string>;
}

interface Real {
  readonly session: Session;
  readonly declared: FindOrCreate;
  /** The keys of this history, by the names that commands call them. */
  readonly values: Map<string, string>;
}

type By = FindOrCreate['by'][number];
type Command = AsyncCommand<Model, Real>;

/** Random histories of a few keys against a model: create, find, find by another key, refuse, another tenant. */
export function lookupModelCheck(declared: FindOrCreate): Check {
  const { to, by, clause, untouched } = declared;
  const clauses = [clause, untouched.clause, ...by.map((one) => one.clause)];
  return check('sequences', `${to}/histories`, clauses, (session) => {
    const letter = fc.constantFrom('a', 'b', 'c');
    const one = fc.constantFrom(...by);
    const look = fc.tuple(letter, one).map(([name, key]) => new Look(name, [key], 'primary'));
    const others = [
      letter.map((name) => new Look(name, by, 'primary')),
      fc.tuple(letter, one).map(([name, key]) => new Look(name, [key], stranger)),
      fc.tuple(letter, one).map(([name, key]) => new Refuse(name, key)),
    ];
    return playHistories<Model, Real>(session, {
      commands: [look, look, ...others],
      runs,
      most,
      begin: () => ({
        model: { found: new Map(), ids: new Set() },
        real: { session, declared, values: new Map() },
      }),
    });
  });
}

function keyOf({ values, session }: Real, letter: string, one: By): string {
  const name = `${one.field} ${letter}`;
  const value = values.get(name) ?? freshValue(session, one);
  values.set(name, value);
  return value;
}

/** The first of the fields that are shown of one and are no key: it tells who it was created as. */
function labelOf({ fields, by }: FindOrCreate): string | undefined {
  return Object.keys(fields).find((name) => by.every(({ field }) => field !== name));
}

/** Looks one up by some of its keys, under a label that only this request has. */
class Look implements Command {
  readonly letter: string;
  readonly keys: readonly By[];
  readonly role: string;
  constructor(letter: string, keys: readonly By[], role: string) {
    this.letter = letter;
    this.keys = keys;
    this.role = role;
  }

  check = ({ found }: Readonly<Model>) => {
    const [name] = this.#names();
    return name !== undefined && !(found.has(name) && found.get(name) === undefined);
  };

  async run(model: Model, real: Real): Promise<void> {
    const { session, declared } = real;
    if (!session.plan.known.credential(this.role)) return;
    const field = labelOf(declared);
    const label = session.maker.word();
    const looked = await lookUp(
      session,
      declared,
      {
        ...Object.fromEntries(this.keys.map((one) => [one.field, keyOf(real, this.letter, one)])),
        ...(field !== undefined && { [field]: label }),
      },
      this.role,
    );
    const id = looked?.entity.id;
    if (!looked || id === undefined) throw new Differs('nothing is told of it');
    const [name = ''] = this.#names();
    const known = model.found.get(name);
    this.#judge(model, real, known, looked, known?.label ?? label);
    if (!known) this.#learn(model, { id, label: field && label, looked });
    else this.#doubt(model);
  }

  /** The keys with the role before them, the one that decides first. */
  #names(): string[] {
    return this.keys.map(({ field }) => `${this.role} ${field} ${this.letter}`);
  }

  #judge({ ids }: Model, real: Real, known: One | undefined, looked: Looked, label: string): void {
    const { session, declared } = real;
    const { id = '' } = looked.entity;
    const exchanges = [...(known ? [known.looked.exchange] : []), looked.exchange];
    const isSo = known ? id === known.id : !ids.has(id);
    const clause = known ? (this.keys[0]?.clause ?? declared.clause) : declared.clause;
    const expected = known ? `the ${declared.to} ${known.id}` : `a new ${declared.to}`;
    if (!session.judge(isSo, [clause], { expected: [expected], actual: id, exchanges }))
      throw new Differs(expected);
    const shown = looked.entity.field(labelOf(declared) ?? '');
    if (shown === undefined) return;
    const labelled = known ? declared.untouched.clause : declared.clause;
    const found = { expected: [`${labelOf(declared)} ${label}`], actual: String(shown), exchanges };
    if (!session.judge(shown === label, [labelled], found)) throw new Differs(label);
  }

  /** A new one is found by all of its keys; one that found another before may now mean either. */
  #learn({ found, ids }: Model, one: One): void {
    ids.add(one.id);
    for (const name of this.#names()) found.set(name, found.has(name) ? undefined : one);
  }

  /** Whether the keys beside the one that matched become its own is not for every document to say. */
  #doubt({ found }: Model): void {
    const [decisive = '', ...beside] = this.#names();
    for (const name of beside)
      if (!found.has(name) || found.get(name) !== found.get(decisive)) found.set(name, undefined);
  }

  toString = () => `${this.role} looks ${this.letter} up by ${this.keys.map(({ field }) => field)}`;
}

/** A request that names nothing elsewhere is refused, and neither creates nor changes anything. */
class Refuse implements Command {
  readonly letter: string;
  readonly key: By;
  constructor(letter: string, key: By) {
    this.letter = letter;
    this.key = key;
  }

  check = () => true;

  async run(_model: Model, real: Real): Promise<void> {
    const { session, declared } = real;
    const { plan, maker } = session;
    const reference = plan.references.find(({ to, at }) => to !== declared.to && !at.includes('*'));
    const unknown = reference && plan.known.missing(reference.to, reference.by ?? 'id', maker);
    const label = labelOf(declared);
    const draft = lookupDraft(session, declared, {
      [this.key.field]: keyOf(real, this.letter, this.key),
      ...(label !== undefined && { [label]: maker.word() }),
    });
    if (!draft || !reference || unknown === undefined) return;
    const refused = await session.send(withField(draft, reference.at, unknown));
    if (isAccepted(refused)) throw new Differs('what had to be refused may have created something');
  }

  toString = () => `refuse ${this.letter} by ${this.key.field}`;
}
