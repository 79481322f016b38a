import type { StoredKey } from '../../engine/facts.ts';
import { keyHash } from '../key-hash.ts';
import { HashIndex } from './hash-index.ts';
import type { Step } from './step.ts';
import type { Place, Texts } from './texts.ts';

/** The used idempotency keys of a room. */
export class Keys {
  readonly #texts: Texts;
  readonly #index = new HashIndex();

  constructor(texts: Texts) {
    this.#texts = texts;
  }

  get(scope: string, value: string): StoredKey | undefined {
    const place = this.#placeOf(keyHash(scope, value), scope, value);
    return place === undefined ? undefined : this.#read(place).key;
  }

  /** Used again, a key is what it was used with last. */
  setting(scope: string, value: string, { fingerprint, status, body, at }: StoredKey): Step {
    const hash = keyHash(scope, value);
    const before = this.#placeOf(hash, scope, value);
    const head = JSON.stringify([scope, value, fingerprint, status, at]);
    return () => {
      const place = this.#texts.keep(head, '\n', body);
      if (before === undefined) {
        this.#index.add(hash, place);
        return;
      }
      this.#index.replace(hash, before, place);
      this.#texts.release(before);
    };
  }

  clear(): void {
    for (const place of this.#index.values()) this.#texts.release(place);
  }

  #placeOf(hash: number, scope: string, value: string): Place | undefined {
    const [place] = this.#index.matching(hash, (found) => {
      const stored = this.#read(found);
      return stored.scope === scope && stored.value === value;
    });
    return place;
  }

  #read(place: Place): { scope: string; value: string; key: StoredKey } {
    const text = this.#texts.at(place);
    // JSON has no line break of its own.
    const end = text.indexOf('\n');
    const [scope, value, fingerprint, status, at] = JSON.parse(text.slice(0, end));
    return { scope, value, key: { fingerprint, status, body: text.slice(end + 1), at } };
  }
}
