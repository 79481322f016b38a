/** What a defect does to whoever calls, as its name tells; the first that fits. */
const effects: readonly (readonly [effect: string, names: RegExp])[] = [
  ['other status', /^answers-\d|-instead-of-\d/],
  [
    'other words of refusal',
    /code|another-message|capitals-in-4|small-letters-in-4|(missing|renamed)-in-4|in-4\d\d$|another-for-4/,
  ],
  [
    'refuses too much',
    /^refuse[sd]|^must-|^needed-|-is-refused$|^asks-for|^one-(too-many|level-fewer|byte-fewer)|-refused$|^unbound/,
  ],
  [
    'accepts too much',
    /^takes|accept|^not-enforced|^may-be-left-out|^not-looked-at|^unanchored|^open-to-all|^trims|^ignores|will-do|is-enough|looked-(up|at)$|^any-|^one-(level|byte)-more|^counts-(bytes|utf)/,
  ],
  [
    'other shape of answer',
    /^(missing|null|in-a-list|a-number|as-(json-)?(text|a-number)|an-object|a-list|a-date|a-fraction|absent-as-null|seconds-since|without-a-zone|numbers-as-text|escaped|settable|tells-)|-renamed|-missing$/,
  ],
];

const other = 'behaves otherwise';

export const effectNames: readonly string[] = [...effects.map(([name]) => name), other];

/** The kind of an effect, by the name that defects give it. */
export function kindOf(effect: string): string {
  return effects.find(([, names]) => names.test(effect))?.[0] ?? other;
}
