import type { Row } from '../choices/mava.ts';

export interface Organization {
  readonly id: string;
  readonly settings: { readonly attachmentPrefixes: readonly string[] };
  readonly entities: Record<'customer' | 'agent' | 'category' | 'tag' | 'attribute', Row[]>;
}

const many = (count: number, stem: string, name: string): Row[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${stem}${String(index + 10)}`,
    name: `${name} ${index + 1}`,
  }));

export const newOrganizations = (): Organization[] => [
  {
    id: 'org-orchard',
    settings: { attachmentPrefixes: ['https://orchard-files.s3.eu-west-1.amazonaws.com/in/'] },
    entities: {
      customer: [
        { id: '5fa0b1c2d3e4f5a6b7c8d910', name: 'Olu Adeyemi', email: 'olu@orchard.example' },
        {
          id: '5fa0b1c2d3e4f5a6b7c8d911',
          name: 'Wren',
          walletAddress: '0xAb5801a7D398351b8bE11C439e05C5B3259aeC9B',
        },
      ],
      agent: [
        { id: '611agentorchard000000010', name: 'Hanne Vik', email: 'hanne@orchard.example' },
        { id: '611agentorchard000000011', name: '0xFern' },
      ],
      category: many(2, '5fb0b1c2d3e4f5a6b7c8d9', 'category'),
      tag: many(21, '5fc0b1c2d3e4f5a6b7c8d9', 'tag'),
      attribute: many(31, '5fd0b1c2d3e4f5a6b7c8d9', 'attribute'),
    },
  },
  {
    id: 'org-quarry',
    settings: { attachmentPrefixes: ['https://quarry-files.s3.eu-west-1.amazonaws.com/in/'] },
    entities: {
      customer: [{ id: '6aa0b1c2d3e4f5a6b7c8d910', name: 'O. A.', email: 'olu@orchard.example' }],
      agent: [{ id: '611agentquarry0000000010', name: 'Jo Stein', email: 'jo@quarry.example' }],
      category: many(1, '6ab0b1c2d3e4f5a6b7c8d9', 'category'),
      tag: many(2, '6ac0b1c2d3e4f5a6b7c8d9', 'tag'),
      attribute: many(1, '6ad0b1c2d3e4f5a6b7c8d9', 'attribute'),
    },
  },
];

export const header = 'x-auth-token';
export const credentials = {
  primary: { tenant: 'org-orchard', header, value: 'orchard-token-1' },
  'second-key': { tenant: 'org-orchard', header, value: 'orchard-token-2' },
  'second-tenant': { tenant: 'org-quarry', header, value: 'quarry-token-1' },
};
