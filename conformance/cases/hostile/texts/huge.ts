import type { HostileText } from './text.ts';

/** A unit as often as there is room for it, by its operator. */
const units = {
  'huge-letters': 'a',
  'huge-two-bytes': 'é',
  'huge-four-bytes': '\u{1f3ab}',
  'huge-quotes': '"',
  'huge-escapes': '\\',
  'huge-lines': '\n',
  'huge-spaces': ' ',
  'huge-marks': '\u0301',
};

/** As much as the document lets in, or far more than anybody writes where it gives no most. */
export const hugeTexts: readonly HostileText[] = Object.entries(units).map(([operator, unit]) => ({
  operator,
  of: (room) => unit.repeat(room),
}));
