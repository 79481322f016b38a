import type { FindOrCreate } from '../../specs/behaviours/find-or-create.ts';
import { check } from '../suite/check.ts';
import type { Session } from '../suite/session.ts';
import type { Check } from '../suite/verification.ts';
import { freshValue, judgeSame, type Looked, lookUp } from './lookup.ts';

type Near = Readonly<Record<string, (value: string) => string>>;

const inLocalPart = (edit: (local: string) => string) => (email: string) => {
  const [local = '', domain = ''] = email.split('@');
  return `${edit(local)}@${domain}`;
};

const inDomain = (edit: (domain: string) => string) => (email: string) => {
  const [local = '', domain = ''] = email.split('@');
  return `${local}@${edit(domain)}`;
};

/** Other mailboxes, each of which one careless way of comparing emails takes for the first. */
const nearEmails: Near = {
  'with-a-tag': inLocalPart((local) => `${local}+orders`),
  'with-another-tag': inLocalPart((local) => `${local}+returns`),
  'with-a-dot': inLocalPart((local) => `${local.slice(0, 2)}.${local.slice(2)}`),
  'with-underscores': inLocalPart((local) => local.replaceAll('-', '_')),
  'without-hyphens': inLocalPart((local) => local.replaceAll('-', '')),
  'longer-before': inLocalPart((local) => `a${local}`),
  'longer-name': inLocalPart((local) => `${local}0`),
  'shorter-name': inLocalPart((local) => local.slice(0, -1)),
  'long-name': inLocalPart((local) => local.padEnd(62, 'x')),
  'long-name-other-end': inLocalPart((local) => `${local.padEnd(61, 'x')}y`),
  'longer-domain': inDomain((domain) => `${domain}pany.example`),
  'shorter-domain': inDomain((domain) => domain.slice(0, -1)),
  'another-domain': inDomain(() => 'example.org'),
  'a-domain-below': inDomain((domain) => `mail.${domain}`),
};

/** Other addresses: one digit differs. */
const nearAddresses: Near = {
  'another-last-digit': (value) => `${value.slice(0, -1)}c`,
  'another-first-digit': (value) => `0x${value[2] === '1' ? '2' : '1'}${value.slice(3)}`,
  'another-digit-within': (value) =>
    `${value.slice(0, 21)}${value[21] === '1' ? '2' : '1'}${value.slice(22)}`,
};

/** What is much like the key of something that is there is another key: it does not find it. */
export function nearChecks(declared: FindOrCreate): Check[] {
  return declared.by.map((one) =>
    check('sequences', `${declared.to}/near-${one.field}`, [one.clause], async (session) => {
      const value = freshValue(session, one);
      const seen = await look(session, declared, one.field, value);
      const near = Object.values(one.field === 'email' ? nearEmails : nearAddresses);
      for (const edit of near) {
        const other = await look(session, declared, one.field, edit(value));
        for (const before of seen)
          judgeSame(session, before, other[0], false, one.clause, declared.to);
        seen.push(...other);
      }
    }),
  );
}

/** None where the server refuses such a value. */
async function look(
  session: Session,
  declared: FindOrCreate,
  field: string,
  value: string,
): Promise<Looked[]> {
  const looked = await lookUp(session, declared, { [field]: value });
  return looked ? [looked] : [];
}
