const header = 'Authorization';
const abilities = ['create-ticket'];

export const credentials = {
  primary: { tenant: 'orchard-desk', header, value: 'Bearer od-writer-1', abilities },
  'second-key': { tenant: 'orchard-desk', header, value: 'Bearer od-writer-2', abilities },
  'lacking-ability': {
    tenant: 'orchard-desk',
    header,
    value: 'Bearer od-reader',
    abilities: ['read-ticket'],
  },
  'second-tenant': { tenant: 'quarry-desk', header, value: 'Bearer qd-writer-1', abilities },
};

export interface Template {
  readonly id: string;
  readonly queue?: string;
  readonly subject: string;
  readonly content: string;
  readonly notify: boolean;
}

export interface Intervention {
  readonly id: string;
  readonly queue?: string;
  readonly steps: readonly ({ respond: string; public: boolean } | { task: string })[];
}

export interface Desk {
  readonly id: string;
  readonly settings: Record<string, unknown>;
  readonly entities: {
    readonly customer: { id: string; email: string; name?: string }[];
    readonly queue: readonly { readonly id: string }[];
    readonly template: readonly Template[];
    readonly intervention: readonly Intervention[];
  };
}

export const newDesks = (): Desk[] => [
  {
    id: 'orchard-desk',
    settings: {},
    entities: {
      customer: [{ id: 'person-1', email: 'Ada@orchard.example', name: 'Ada' }],
      queue: [{ id: 'Inbox' }, { id: 'Exchanges' }, { id: 'Couriers' }],
      template: [
        {
          id: 'exchange_receipt',
          subject: 'We have your {{article}}',
          content: 'Thank you for sending {{article}}, {{buyer}}.',
          notify: true,
        },
        {
          id: 'courier_delay',
          queue: 'Couriers',
          subject: 'Parcel {{parcel}} is late',
          content: 'Parcel {{parcel}} will be with you soon.',
          notify: false,
        },
        {
          id: 'exchange_notes',
          subject: 'Notes on {{article}}',
          content: 'Look at the seams of {{article}}.',
          notify: false,
        },
      ],
      intervention: [
        {
          id: 'exchange_article',
          queue: 'Exchanges',
          steps: [{ respond: 'exchange_notes', public: false }, { task: 'Weigh the parcel' }],
        },
        { id: 'find_parcel', steps: [{ respond: 'courier_delay', public: true }] },
      ],
    },
  },
  {
    id: 'quarry-desk',
    settings: {},
    entities: {
      customer: [],
      queue: [{ id: 'Inbox' }, { id: 'Stones' }],
      template: [
        { id: 'stone_receipt', subject: 'Your {{stone}}', content: 'It is here.', notify: true },
      ],
      intervention: [
        {
          id: 'stone_exchange',
          queue: 'Stones',
          steps: [{ respond: 'stone_receipt', public: true }],
        },
      ],
    },
  },
];
