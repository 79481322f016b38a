import type { JsonSchema } from '../../../specs/contract/declare.ts';

/** A standard way to get a field of an answer wrong. */
export interface FieldEdit {
  readonly what: string;
  /** What is sent in its place; undefined for nothing. */
  edit(value: unknown): unknown;
}

export const missing: FieldEdit = { what: 'missing', edit: () => undefined };

const isNull: FieldEdit = { what: 'null', edit: () => null };

const otherTypes: Readonly<Record<string, readonly FieldEdit[]>> = {
  string: [
    isNull,
    { what: 'a-number', edit: (value) => String(value).length },
    { what: 'in-a-list', edit: (value) => [value] },
  ],
  boolean: [
    isNull,
    { what: 'as-text', edit: String },
    { what: 'as-a-number', edit: Number },
    { what: 'turned-round', edit: (value) => !value },
  ],
  integer: [
    isNull,
    { what: 'as-text', edit: String },
    { what: 'a-fraction', edit: (value) => Number(value) + 0.5 },
  ],
  number: [isNull, { what: 'as-text', edit: String }],
  object: [
    isNull,
    { what: 'as-json-text', edit: (value) => JSON.stringify(value) },
    { what: 'in-a-list', edit: (value) => [value] },
  ],
  array: [isNull, { what: 'an-object', edit: (value) => ({ ...(value as object) }) }],
};

/** What a field can be instead of what its schema says. */
export function typeEdits({ type }: JsonSchema): readonly FieldEdit[] {
  const names = Array.isArray(type) ? type : [type];
  const edits = otherTypes[String(names[0])] ?? [];
  return edits.filter(({ what }) => !(what === 'null' && names.includes('null')));
}

/** Each value that a schema lists comes out as something that it does not list. */
export function valueEdits({ enum: listed, const: only }: JsonSchema): readonly FieldEdit[] {
  const values = (listed ?? (only === undefined ? [] : [only])) as unknown[];
  return values.flatMap((value) =>
    typeof value === 'string'
      ? [
          {
            what: `other-case-for-${value.toLowerCase()}`,
            edit: (sent: unknown) => (sent === value ? otherCase(value) : sent),
          },
        ]
      : [],
  );
}

const formats: Readonly<Record<string, readonly FieldEdit[]>> = {
  'date-time': [
    { what: 'a-date-alone', edit: (value) => String(value).slice(0, 10) },
    {
      what: 'seconds-since-1970',
      edit: (value) => String(Math.floor(Date.parse(String(value)) / 1000)),
    },
    { what: 'without-a-zone', edit: (value) => String(value).replace(/Z$/, '') },
  ],
};

export function formatEdits({ format }: JsonSchema): readonly FieldEdit[] {
  return formats[String(format)] ?? [];
}

function otherCase(text: string): string {
  return text === text.toLowerCase() ? text.toUpperCase() : text.toLowerCase();
}
