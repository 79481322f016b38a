import type { Contract } from '../../specs/contract/types.ts';
import type { Exchange } from '../reading/exchange.ts';
import type { Broken, Observation } from '../reading/observation.ts';
import {
  type ClauseResult,
  type Finding,
  type Phase,
  phases,
  type ShownExchange,
  type Verdict,
} from '../report/report.ts';
import { matchesPattern } from '../target/clause-pattern.ts';
import type { Target } from '../target/target.ts';
import { curlOf } from '../wire/curl.ts';
import { redacted } from '../wire/redact.ts';

/** Which check made an observation. */
export interface Origin {
  readonly check: string;
  readonly phase: Phase;
}

interface Count {
  held: number;
  /** Breaks that a documented clause answers for, and those that rest on an assumption. */
  failed: number;
  warned: number;
  readonly reasons: Map<string, number>;
}

/** How many findings one clause may have: further causes are counted and not shown. */
const maxFindingsOfClause = 3;

/** Adds up what the checks saw: counts by clause, and findings by cause. */
export class Tally {
  readonly #contract: Contract;
  readonly #target: Target;
  readonly #replay: (check: string) => string;
  readonly #counts = new Map<string, Count>();
  readonly #findings = new Map<string, Finding>();

  constructor(contract: Contract, target: Target, replay: (check: string) => string) {
    this.#contract = contract;
    this.#target = target;
    this.#replay = replay;
  }

  /** @returns the finding that this is the first sign of, if it is one. */
  add(observation: Observation, origin: Origin): Finding | undefined {
    const count = this.#countOf(observation.clause);
    if (observation.saw === 'held') count.held++;
    else if (observation.saw === 'unseen') {
      count.reasons.set(observation.reason, (count.reasons.get(observation.reason) ?? 0) + 1);
    } else return this.#addBroken(observation, origin);
    return undefined;
  }

  get findings(): Finding[] {
    const order = { fail: 0, 'known-failure': 1, warn: 2 };
    const place = (finding: Finding) => phases.indexOf(finding.phase);
    return [...this.#findings.values()].sort(
      (a, b) =>
        order[a.verdict] - order[b.verdict] ||
        place(a) - place(b) ||
        // Checks that run side by side come upon things in no order of their own.
        (a.check < b.check ? -1 : 1),
    );
  }

  /** The verdict over each clause that was chosen, in the contract's order. */
  results(isChosen: (clause: string) => boolean, isWhole: boolean): ClauseResult[] {
    return [...this.#contract.clauses.values()]
      .filter(({ id }) => isChosen(id))
      .map((clause) => {
        const count = this.#countOf(clause.id);
        const reason = this.#reasonOf(clause.id, count, isWhole);
        const { id, level, section, text } = clause;
        const broken = count.failed + count.warned;
        const verdict = this.#verdictOf(id, count);
        const shown = ['inconclusive', 'not-applicable'].includes(verdict) ? { reason } : {};
        return { id, level, section, text, verdict, ...shown, held: count.held, broken };
      });
  }

  #verdictOf(id: string, { held, failed, warned }: Count): Verdict {
    const isHidden = this.#contract.clauses.get(id)?.unobservable !== undefined;
    if (this.#isLacked(id) || (isHidden && failed + warned + held === 0)) return 'not-applicable';
    if (failed > 0) return 'fail';
    if (warned > 0) return 'warn';
    return held > 0 ? 'pass' : 'inconclusive';
  }

  #reasonOf(id: string, { reasons }: Count, isWhole: boolean): string {
    if (this.#isLacked(id)) return 'the target declares that it lacks this';
    const { unobservable } = this.#contract.clauses.get(id) ?? {};
    if (unobservable) return `not observable: ${unobservable.because}`;
    const [first] = [...reasons].sort(([, a], [, b]) => b - a);
    if (first) return first[0];
    return isWhole
      ? 'no check came upon it'
      : 'the part of the suite that was run did not come upon it';
  }

  #addBroken(broken: Broken, origin: Origin): Finding | undefined {
    const clauses = [broken.clause, ...broken.also].filter((id) => this.#contract.clauses.has(id));
    const counted = clauses.filter((id) => !this.#isLacked(id));
    for (const id of counted) {
      const count = this.#countOf(id);
      if (this.#fails(id, broken)) count.failed++;
      else count.warned++;
    }
    return counted.length > 0 ? this.#find(counted, broken, origin) : undefined;
  }

  #fails(id: string, { premise }: Broken): boolean {
    return premise === undefined && this.#contract.clauses.get(id)?.level === 'documented';
  }

  /** One cause is one finding: breaks shown by the same exchange, or of the same clause in the same way. */
  #find(clauses: readonly string[], broken: Broken, { check, phase }: Origin): Finding | undefined {
    const last = broken.exchanges.at(-1);
    const verdict = clauses.some((id) => this.#fails(id, broken)) ? 'fail' : 'warn';
    const alike = [...this.#findings].find(([key, finding]) => {
      const isSameCheck =
        finding.check === check && finding.actual === redacted(this.#target, broken.actual);
      const isSameClause = key.startsWith(`${clauses[0]} ${verdict} ${signature(broken, last)} `);
      return isSameClause || (isSameCheck && finding.verdict === verdict);
    });
    const unnamed = clauses.filter((id) => !this.#isNamed(id));
    if (alike) {
      const [key, finding] = alike;
      const isNew = finding.check !== check;
      // Each clause that is broken is named by some finding.
      const more = isNew ? unnamed : clauses;
      this.#findings.set(key, {
        ...finding,
        clauses: [...new Set([...finding.clauses, ...more])],
        occurrences: finding.occurrences + (isNew ? 1 : 0),
      });
      return undefined;
    }
    const own = [...this.#findings.values()].filter(({ clauses: [first] }) => first === clauses[0]);
    if (own.length >= maxFindingsOfClause && unnamed.length === 0) return undefined;
    const key = `${clauses[0]} ${verdict} ${signature(broken, last)} ${this.#findings.size}`;
    const finding: Finding = {
      clauses,
      verdict,
      check,
      phase,
      expected: broken.expected,
      actual: redacted(this.#target, broken.actual),
      ...(broken.premise !== undefined && { premise: broken.premise }),
      exchanges: broken.exchanges.map((exchange) => this.show(exchange)),
      replay: this.#replay(check),
      occurrences: 1,
    };
    this.#findings.set(key, finding);
    return finding;
  }

  #isNamed(id: string): boolean {
    return [...this.#findings.values()].some(({ clauses }) => clauses.includes(id));
  }

  /** An exchange as a report shows it: without secrets, and no longer than anybody reads. */
  show({
    message,
    answer,
    silence,
  }: Pick<Exchange, 'message' | 'answer' | 'silence'>): ShownExchange {
    const text = redacted(this.#target, answer?.text ?? `no answer: ${silence?.message}`);
    return {
      curl: redacted(this.#target, curlOf(this.#target, message)),
      status: answer?.status ?? null,
      answer: text.length > 2000 ? `${text.slice(0, 2000)}…` : text,
    };
  }

  #isLacked(id: string): boolean {
    return (this.#target.lacks ?? []).some((pattern) => matchesPattern(pattern, id));
  }

  #countOf(id: string): Count {
    const known = this.#counts.get(id);
    if (known) return known;
    const count = { held: 0, failed: 0, warned: 0, reasons: new Map<string, number>() };
    this.#counts.set(id, count);
    return count;
  }
}

/** What was expected and what kind of thing came instead. */
function signature({ expected }: Broken, last: Exchange | undefined): string {
  return `${expected.join('|')} ${last?.answer?.status ?? last?.silence?.kind ?? ''}`;
}
