import { describe, expect } from 'vitest';
import { clause } from '../../support/clause.ts';
import { useDouble } from '../../support/use-double.ts';
import { open, path, ticket } from './support-tickets.ts';

const double = useDouble();
/** The person that each credential stands for. */
const persons = {
  primary: 'person_harbor_1',
  'second-key': 'person_harbor_2',
  'second-tenant': 'person_juniper_1',
};

describe('loop: ownership', () => {
  clause('loop/ownership/mismatch', async () => {
    const client = await double.client('loop');
    for (const person_id of ['person_harbor_2', 'person_juniper_1', 'PERSON_HARBOR_1']) {
      const { status, body } = await open(client, { ...ticket, person_id });
      expect(status).toBe(403);
      expect(body.error).toBe('forbidden');
    }
    expect(await client.list('tickets')).toEqual([]);
  });

  clause('loop/ownership/person-id', async () => {
    const client = await double.client('loop');
    for (const [role, own] of Object.entries(persons)) {
      const brand_id = role === 'second-tenant' ? 'brand_juniper' : 'brand_harbor';
      for (const person_id of Object.values(persons)) {
        const { status } = await open(client, { ...ticket, brand_id, person_id }, role);
        expect([role, person_id, status]).toEqual([role, person_id, person_id === own ? 201 : 403]);
      }
    }
    const owners = (await client.list('tickets')).map(({ person_id }) => person_id);
    expect(owners).toEqual(Object.values(persons));
  });

  clause('loop/ownership/email-free', async () => {
    const client = await double.client('loop');
    const carer = { requester_email: 'carer@elsewhere.example', requester_name: 'A Carer' };
    const { status } = await open(client, { ...ticket, ...carer });
    expect(status).toBe(201);
    const [stored] = await client.list('tickets');
    expect(stored).toMatchObject({ ...carer, person_id: 'person_harbor_1' });
  });

  clause('loop/order', async () => {
    const client = await double.client('loop');
    const faults = { person_id: 'person_harbor_2', brand_id: 'brand_nowhere' };
    const token = await client.send(null, { path, body: '{' });
    const fields = await open(client, { ...ticket, ...faults, subject: '' });
    const owner = await open(client, { ...ticket, ...faults });
    const brand = await open(client, { ...ticket, brand_id: 'brand_nowhere' });
    const delivery = await open(client, { ...ticket, brand_id: 'brand_harbor_down' });
    expect([token, fields, owner, brand, delivery].map(({ body }) => body.error)).toEqual([
      'unauthorized',
      'validation_error',
      'forbidden',
      'validation_error',
      'upstream_error',
    ]);
  });
});
