import { beforeAll, describe, expect, it } from 'vitest';
import { exchangesFile, readExchanges } from '../../conformance/read-exchanges.ts';
import type { Defect } from '../../mock-server/defects/defect.ts';
import { defectsOf } from '../../mock-server/defects/index.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import type { Provider } from '../../specs/contract/providers.ts';
import { callAdmin } from '../support/admin.ts';
import { useDouble } from '../support/use-double.ts';
import { commonProbes } from './common-probes.ts';
import { exampleBodies, fieldProbes } from './field-probes.ts';
import { noon, observe, type Step, type Usual } from './probe.ts';

/** Probes of one provider: by defect, or by clause for all defects of it. */
export interface Probes extends Omit<Usual, 'path'> {
  readonly of: Readonly<Record<string, readonly Step[]>>;
}

/**
 * Proves of every defect of a provider that it shows on the wire and leaves a plain request alone. What is
 * sent are the golden exchanges of its clause, then probes, until an answer is another than that of a clean
 * double.
 */
export function proveDefects(provider: Provider, probes: Probes): void {
  const options = { providers: [provider], bodyTimeout: 200 };
  const [double, clean] = [useDouble(options), useDouble(options)];
  const contract = loadProvider(provider);
  const all = [...defectsOf(contract).values()];
  const usual: Usual = { ...probes, path: contract.operations[0]?.path ?? '/' };
  const probesOf = probesBy(provider, probes.of);
  const expected = new Map<readonly Step[], string>();

  const set = (defects: string[]) =>
    callAdmin(double.address, 'PUT /defects', { body: { defects } });
  const play = (steps: readonly Step[], { address } = double) =>
    observe(address, provider, usual, steps);

  /** What the first probe that notices a defect sees, with it and without; undefined when none does. */
  const notice = async (defect: Defect): Promise<readonly [string, string] | undefined> => {
    for (const steps of probesOf(defect)) {
      const without = expected.get(steps) ?? (await play(steps, clean));
      expected.set(steps, without);
      const seen = await play(steps);
      if (seen !== without) return [seen, without];
    }
    return undefined;
  };

  /** Whether an example of the contract's is accepted, of each operation. */
  const isUsable = async (): Promise<boolean> => {
    const examples = contract.operations.map((operation) =>
      exampleBodies(contract, operation).map((body) => ({
        method: operation.method,
        path: operation.path,
        ...(body !== undefined && { body }),
      })),
    );
    const answers = (await play(examples.flat())).split('\n');
    return examples.every((steps) =>
      answers.splice(0, steps.length).some((answer) => answer.startsWith('[2')),
    );
  };

  describe(`the defects of ${provider}`, () => {
    beforeAll(async () => {
      // Who has no credential meets the default sandbox, whose time has to stand still as well.
      for (const { address } of [double, clean])
        await callAdmin(address, 'POST /clock', { body: { freeze: noon } });
    });

    it('are there for every clause that can be observed, and for no other', () => {
      const observable = [...contract.clauses.values()].filter(({ unobservable }) => !unobservable);
      const broken = new Set(all.map(({ clause }) => clause));
      expect([...broken].sort()).toEqual(observable.map(({ id }) => id).sort());
    });

    it('are named by their clause and by what they do', () => {
      for (const { id, clause } of all) {
        expect(id.startsWith(`${clause}~`), id).toBe(true);
        expect(id).toMatch(/^[a-z0-9/-]+~[a-z0-9-]+$/);
      }
    });

    it('have probes for defects and clauses that are there', () => {
      const names = new Set(all.flatMap(({ id, clause }) => [id, clause]));
      expect(Object.keys(probes.of).filter((name) => !names.has(name))).toEqual([]);
    });

    it('each change an answer, and none that every plain request gets', async () => {
      const unnoticed: string[] = [];
      const crashing: string[] = [];
      const unusable: string[] = [];
      for (const defect of all) {
        await set([defect.id]);
        const noticed = await notice(defect);
        if (!noticed) unnoticed.push(defect.id);
        else if (failures(noticed[0]) > failures(noticed[1])) crashing.push(defect.id);
        if (!(await isUsable())) unusable.push(defect.id);
      }
      expect({ unnoticed, crashing, unusable }).toEqual({
        unnoticed: [],
        crashing: [],
        unusable: [],
      });
    }, 120_000);

    it('are gone when they are turned off: every probe has its old answer', async () => {
      await set([]);
      for (const [steps, seen] of expected) expect(await play(steps)).toBe(seen);
    }, 60_000);
  });
}

/** How many answers say that something failed inside: a defect has to be wrong, not broken. */
function failures(answers: string): number {
  return answers.split('\n').filter((answer) => answer.startsWith('[500')).length;
}

/** The probes of each defect, the same list for the same steps. */
function probesBy(provider: Provider, own: Probes['of']) {
  const contract = loadProvider(provider);
  const [common, fields] = [commonProbes(contract), fieldProbes(contract)];
  const exchanges = readExchanges(exchangesFile(provider)).map((exchange) => ({
    clauses: exchange.clauses,
    steps: [{ exchange }],
  }));
  return ({ id, clause }: Defect): readonly (readonly Step[])[] => [
    ...exchanges.filter(({ clauses }) => clauses.includes(clause)).map(({ steps }) => steps),
    ...[own[id], own[clause], common[clause], fields[clause]].filter(
      (steps) => steps !== undefined,
    ),
  ];
}
