import { styleText } from 'node:util';
import { detailsOf, stoppedLines, summaryLine, titleOf } from '../conformance/send/case-text.ts';
import type { CaseResult, SendSummary, SendVerdict } from '../conformance/send/result.ts';
import type { Target } from '../conformance/target/target.ts';
import { variableOf } from '../conformance/wire/shell-variable.ts';
import { hasColours } from './colours.ts';

type Style = Parameters<typeof styleText>[0];

const styles: Readonly<Record<SendVerdict, Style>> = {
  fail: ['red', 'bold'],
  warn: 'yellow',
  inconclusive: 'cyan',
  unsent: 'dim',
  pass: 'green',
};

export interface ScreenOptions {
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  /** The command that sends a case once more. */
  readonly again: (id: string) => string | undefined;
}

/** What `send` prints: cases as they come, and in the end the counts. */
export class SendScreen {
  readonly #target: Target;
  readonly #options: ScreenOptions;
  /** The variables of the curl lines that were printed. */
  readonly #used = new Set<string>();

  constructor(target: Target, options: ScreenOptions) {
    this.#target = target;
    this.#options = options;
  }

  shows({ verdict }: CaseResult): boolean {
    const { quiet, verbose } = this.#options;
    return !quiet && (verdict === 'fail' || (verbose === true && verdict !== 'pass'));
  }

  show(result: CaseResult): void {
    const again = this.#options.again(result.id);
    const lines = [...detailsOf(result), ...(again ? [`again     ${again}`] : [])];
    this.#note(lines);
    console.log(
      [
        paint(styles[result.verdict], titleOf(result)),
        ...lines.map((line) => `   ${line}`),
        '',
      ].join('\n'),
    );
  }

  end(summary: SendSummary): void {
    if (!this.#options.quiet) this.#tellMore(summary);
    const isFine = summary.counts.fail === 0 && summary.stopped === undefined;
    console.log(paint(isFine ? 'green' : 'red', summaryLine(summary)));
  }

  #tellMore({ stopped }: SendSummary): void {
    const lines = stopped ? stoppedLines(stopped) : [];
    this.#note(lines);
    const exports = this.#exports();
    if (exports.length > 0) console.log(`${['For the curl lines:', ...exports].join('\n   ')}\n`);
    if (lines.length > 0) console.log(`${lines.join('\n')}\n`);
  }

  #note(lines: readonly string[]): void {
    for (const [, name = ''] of lines.join('\n').matchAll(/\$\{(DOUBLECHECK_\w+)/g))
      this.#used.add(name);
  }

  /** The curl lines have no secrets in them: the shell brings these. */
  #exports(): string[] {
    return Object.entries(this.#target.credentials)
      .filter(([role]) => this.#used.has(variableOf(role)))
      .map(
        ([role, { header }]) =>
          `export ${variableOf(role)}='…'  # the whole value of the header ${header}`,
      );
  }
}

function paint(style: Style, text: string): string {
  const colour = hasColours();
  return colour ? styleText(style, text, { validateStream: false }) : text;
}
