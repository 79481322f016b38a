const header = 'Authorization';

export const credentials = {
  primary: {
    tenant: 'platform-orchard',
    header,
    value: 'Bearer lp-orchard-one',
    subject: 'human-17',
  },
  'second-key': {
    tenant: 'platform-orchard',
    header,
    value: 'Bearer lp-orchard-two',
    subject: 'human-18',
    abilities: ['comms:tickets'],
  },
  'second-tenant': {
    tenant: 'platform-quarry',
    header,
    value: 'Bearer lp-quarry-one',
    subject: 'human-71',
  },
};

/** A brand's channel takes a message at once, queues it, or fails. */
interface Brand {
  readonly id: string;
  readonly name: string;
  readonly delivery: 'immediate' | 'queued' | 'failing';
}

export const tenants: {
  id: string;
  settings: Record<string, unknown>;
  entities: { brand: Brand[] };
}[] = [
  {
    id: 'platform-orchard',
    settings: {},
    entities: {
      brand: [
        { id: 'b-apple', name: 'Apple Clinic', delivery: 'immediate' },
        { id: 'b-pear', name: 'Pear Pharmacy', delivery: 'queued' },
        { id: 'b-plum', name: 'Plum Labs', delivery: 'failing' },
      ],
    },
  },
  {
    id: 'platform-quarry',
    settings: {},
    entities: { brand: [{ id: 'b-slate', name: 'Slate Care', delivery: 'immediate' }] },
  },
];
