/** A chart of horizontal bars, in groups. */
export interface BarGroup {
  readonly title: string;
  readonly bars: readonly Bar[];
}

export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly isOurs: boolean;
}

const width = 860;
const labelWidth = 270;
const figureWidth = 80;
const barHeight = 18;
const step = 24;
const titleHeight = 34;
const margin = 16;

/** Colours of text and bars that both a light and a dark page bear; no background. */
const style = `text { font: 13px system-ui, sans-serif; fill: #24292f } .title { font-weight: 600 }
.ours { fill: #0a7d55 } .others { fill: #8c959f }
@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .ours { fill: #3fb98a } .others { fill: #6e7681 } }`;

/** The chart as SVG; all bars on one linear scale from 0, each with its figure. */
export function plotOf(title: string, groups: readonly BarGroup[]): string {
  const most = Math.max(...groups.flatMap(({ bars }) => bars.map(({ value }) => value)));
  const room = width - labelWidth - figureWidth - margin;
  const parts: string[] = [];
  let y = margin + 14;
  parts.push(textAt(margin, y, title, 'title'));
  for (const group of groups) {
    y += titleHeight;
    parts.push(textAt(margin, y, group.title, 'title'));
    y += 10;
    for (const bar of group.bars) {
      parts.push(...barAt(y, bar, (bar.value / most) * room));
      y += step;
    }
  }
  const height = y + margin;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">
<style>${style}</style>
${parts.join('\n')}
</svg>
`;
}

function barAt(y: number, { label, value, isOurs }: Bar, length: number): string[] {
  const base = y + barHeight - 4;
  const kind = isOurs ? 'ours' : 'others';
  return [
    textAt(labelWidth - 8, base, label, undefined, 'end'),
    `<rect class="${kind}" x="${labelWidth}" y="${y}" width="${Math.max(1, length).toFixed(1)}" height="${barHeight}" rx="2"/>`,
    textAt(labelWidth + length + 6, base, Math.round(value).toLocaleString('en-US')),
  ];
}

function textAt(x: number, y: number, text: string, kind?: string, anchor?: string): string {
  const extra = [kind && ` class="${kind}"`, anchor && ` text-anchor="${anchor}"`].join('');
  return `<text x="${x.toFixed(1)}" y="${y}"${extra}>${escaped(text)}</text>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
