import { choices, type Refusal } from './choices/loop.ts';
import type { OtherServer } from './other-server.ts';
import { isEmail, isObject, may, must, readObject, textOfLength, wrongField } from './read.ts';
import { type Answered, type Asked, choicesOf, listen, startClock, whoAsks } from './serve.ts';
import { credentials, tenants } from './worlds/loop.ts';

export const variants = Object.keys(choices);

export async function start(variant: string): Promise<OtherServer> {
  const chosen = choicesOf(choices, variant);
  const clock = startClock();
  /** The tickets of late, by who sent what. */
  const recent = new Map<string, { at: number; answered: Answered }>();
  let count = 0;
  const newId = () => {
    count += 1;
    return chosen.id(count);
  };

  function refuse([status, error]: Refusal, message: string): Answered {
    const hasSchema = status === 400 || status === 403;
    const body = { error, message, path: '/v1/support/tickets' };
    return {
      status,
      ...(status === 401 && { headers: { 'WWW-Authenticate': 'Bearer realm="comms"' } }),
      body: hasSchema ? body : chosen.otherStatuses([status, error], message),
    };
  }

  const notEmpty = must(textOfLength(chosen, 1));
  const maybeNotEmpty = may(notEmpty.test);
  const attachment = {
    filename: notEmpty,
    content_base64: must((value) => notEmpty.test(value) && chosen.base64(String(value))),
    content_type: maybeNotEmpty,
  };
  const fields = {
    brand_id: notEmpty,
    person_id: notEmpty,
    requester_email: must(isEmail),
    requester_name: maybeNotEmpty,
    subject: notEmpty,
    body: notEmpty,
    attachment: may((value) => isObject(value) && !wrongField(value, attachment, chosen)),
  };

  function createTicket(asked: Asked): Answered {
    const caller = whoAsks(asked, credentials);
    const nobody = refuse(
      asked.headers.authorization ? chosen.wrongToken : chosen.noToken,
      'A valid access token is needed.',
    );
    if (!caller && chosen.first === 'token') return nobody;
    const request = readObject(asked, chosen);
    if (typeof request === 'string') return refuse(chosen.bodyFaults[request], `Body: ${request}.`);
    if (!caller) return nobody;
    const field = wrongField(request, fields, chosen);
    if (field) return refuse(chosen.invalid, `${field} is not as it should be.`);

    const owner =
      request.person_id === caller.subject
        ? undefined
        : refuse(chosen.notOwner, 'The ticket would be that of someone else.');
    const brand = brandFault(String(request.brand_id), caller.tenant);
    const fault = chosen.then === 'owner' ? (owner ?? brand) : (brand ?? owner);
    if (fault) return fault;
    if (deliveryOf(String(request.brand_id)) === 'failing')
      return refuse(chosen.upstream, "The brand's channel did not take the message.");

    const sent = JSON.stringify([caller.subject, asked.bytes.toString()]);
    const earlier = recent.get(sent);
    if (earlier && clock.now() - earlier.at < chosen.sameTicketFor * 1000) return earlier.answered;
    const answered = {
      status: 201,
      body: { status: chosen.taken, message_id: newId(), ticket_id: newId(), attempts: 1 },
    };
    if (chosen.sameTicketFor > 0) recent.set(sent, { at: clock.now(), answered });
    return answered;
  }

  function brandFault(id: string, tenant: string): Answered | undefined {
    const owner = tenants.find(({ entities }) => entities.brand.some((brand) => brand.id === id));
    if (owner?.id === tenant) return undefined;
    return refuse(owner ? chosen.foreignBrand : chosen.unknownBrand, 'There is no such brand.');
  }

  const server = await listen(
    (asked) => {
      if (asked.path !== '/v1/support/tickets')
        return refuse([404, 'Not Found'], 'There is nothing at this path.');
      if (asked.method !== 'POST') return refuse(chosen.otherMethod, 'Only POST is served here.');
      return createTicket(asked);
    },
    refuse([400, 'Bad Request'], 'This is no HTTP request.'),
  );
  return { provider: 'loop', ...server, credentials, tenants, advance: clock.advance };
}

const deliveryOf = (id: string) =>
  tenants.flatMap(({ entities }) => entities.brand).find((brand) => brand.id === id)?.delivery;
