import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { expect, it } from 'vitest';
import { plotOf } from '../../bench/speed/plot.ts';

/** Every element of a picture; what is no XML throws. */
function elements(svg: string): SaxesTagPlain[] {
  const found: SaxesTagPlain[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', (tag) => found.push(tag as SaxesTagPlain));
  parser.write(svg).close();
  return found;
}

const svg = plotOf('Speed & "ease"', [
  {
    title: 'a < b',
    bars: [
      { label: 'ours', value: 20_000, isOurs: true },
      { label: 'theirs', value: 5_000, isOurs: false },
    ],
  },
]);
const bars = elements(svg).filter(({ name }) => name === 'rect');

it('a chart is XML, whatever the words', () => {
  expect(elements(svg)[0]?.attributes['aria-label']).toBe('Speed & "ease"');
});

it('bars are as long as their figures are large, and ours stand out', () => {
  const [ours, theirs] = bars.map(({ attributes }) => Number(attributes.width));
  expect((ours ?? 0) / (theirs ?? 1)).toBeCloseTo(4, 2);
  expect(bars.map(({ attributes }) => attributes.class)).toEqual(['ours', 'others']);
});

it('bars and words stay within the picture', () => {
  const [, , width, height] = elements(svg)[0]?.attributes.viewBox?.split(' ').map(Number) ?? [];
  for (const { attributes } of bars) {
    expect(Number(attributes.x) + Number(attributes.width)).toBeLessThan(width ?? 0);
    expect(Number(attributes.y) + Number(attributes.height)).toBeLessThan(height ?? 0);
  }
});
