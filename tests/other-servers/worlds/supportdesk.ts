const header = 'X-API-Key';

export const credentials = {
  primary: { tenant: 'app-orchard', header, value: 'orchard-app-key-1' },
  'second-key': { tenant: 'app-orchard', header, value: 'orchard-app-key-2' },
  'second-tenant': { tenant: 'app-quarry', header, value: 'quarry-app-key-1' },
  'exhausted-quota': { tenant: 'app-spent', header, value: 'spent-app-key-1' },
  'no-agents': { tenant: 'app-idle', header, value: 'idle-app-key-1' },
  'small-quota': { tenant: 'app-small', header, value: 'small-app-key-1' },
  'small-quota-second-key': { tenant: 'app-small', header, value: 'small-app-key-2' },
};

interface Agent {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly level: 'N1' | 'N2';
  readonly available: boolean;
}

const agent = (name: string, level: Agent['level'], available: boolean): Agent => ({
  id: `agent-${name.toLowerCase()}`,
  name,
  email: `${name.toLowerCase()}@desk.example`,
  level,
  available,
});

function app(name: string, monthlyTickets: number, agents: readonly Agent[], tag: string) {
  const people = ['Kai', 'Lou'].map((person, index) => ({
    id: `cust-${name}-${index + 1}`,
    externalId: `${name}-user-${index + 1}`,
    email: `${person.toLowerCase()}@${name}.example`,
    name: person,
  }));
  return {
    id: `app-${name}`,
    settings: { monthlyTickets },
    entities: { customer: people, agent: agents, tag: [{ id: tag, name: 'orders' }] },
  };
}

export type App = ReturnType<typeof app>;

export const apps: readonly App[] = [
  app(
    'orchard',
    5_000,
    [
      agent('Mina', 'N1', true),
      agent('Noor', 'N1', true),
      agent('Omar', 'N1', false),
      agent('Pia', 'N2', true),
    ],
    '11f0c3a4-5b6d-4e7f-8091-a2b3c4d5e6f1',
  ),
  app('quarry', 5_000, [agent('Quinn', 'N1', true)], '22f0c3a4-5b6d-4e7f-8091-a2b3c4d5e6f2'),
  app('spent', 0, [agent('Rhea', 'N1', true)], '33f0c3a4-5b6d-4e7f-8091-a2b3c4d5e6f3'),
  app(
    'idle',
    5_000,
    [agent('Sol', 'N1', false), agent('Tess', 'N2', true)],
    '44f0c3a4-5b6d-4e7f-8091-a2b3c4d5e6f4',
  ),
  app('small', 3, [agent('Uli', 'N1', true)], '55f0c3a4-5b6d-4e7f-8091-a2b3c4d5e6f5'),
];
