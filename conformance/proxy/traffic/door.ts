import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { forward } from './forward.ts';
import { isOffer, readWithoutOffer } from './offer.ts';
import { bytesOf, ownAnswer } from './own-answer.ts';
import type { Passed } from './passing.ts';
import { tunnel } from './tunnel.ts';
import { longestHead, Upstream } from './upstream.ts';

/** Waits as long as the client and the server do: how long that is is theirs to say. */
const patient = { keepAliveTimeout: 0, requestTimeout: 0, requireHostHeader: false };

/** Where clients come in, to be handed on to the server. */
export class Door {
  readonly #upstream: Upstream;
  readonly #server: http.Server;
  readonly #done: (passed: Passed) => void;
  readonly #underWay = new Set<Promise<void>>();
  readonly #tunnels = new Set<Duplex>();

  /** @param done told of each exchange when it has passed. */
  constructor(upstream: string, done: (passed: Passed) => void) {
    this.#upstream = new Upstream(new URL(upstream));
    this.#done = done;
    this.#server = this.#serve();
  }

  /** @throws Error where the port is taken. @returns the address. */
  async open(port: number, host: string): Promise<string> {
    this.#server.listen(port, host);
    await once(this.#server, 'listening');
    const own = this.#server.address() as AddressInfo;
    const isAny = ['0.0.0.0', '::'].includes(own.address);
    const name = isAny ? '127.0.0.1' : own.family === 'IPv6' ? `[${own.address}]` : own.address;
    return `http://${name}:${own.port}`;
  }

  /** Cuts off what is under way; all of it is done with when this resolves. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    for (const socket of this.#tunnels) socket.destroy();
    await closed;
    await Promise.all(this.#underWay);
    this.#upstream.destroy();
  }

  #serve(): http.Server {
    const handOn = (request: IncomingMessage, response: ServerResponse) =>
      this.#handOn(request, response);
    const shouldUpgradeCallback = ({ headers }: IncomingMessage) => !isOffer(headers);
    const options = { ...patient, maxHeaderSize: longestHead, shouldUpgradeCallback };
    const server = http.createServer(options, handOn);
    return server
      .on('checkContinue', handOn)
      .on('checkExpectation', handOn)
      .on('clientError', (error, socket) => this.#refuse(error, socket))
      .on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
        // Of shouldUpgradeCallback some versions of node know nothing.
        if (isOffer(request.headers)) readWithoutOffer(server, request, socket, head);
        else this.#tunnel(request, socket, head);
      });
  }

  #tunnel(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#tunnels.add(socket);
    socket.once('close', () => this.#tunnels.delete(socket));
    tunnel(this.#upstream, request, socket, head);
  }

  #handOn(request: IncomingMessage, response: ServerResponse): void {
    const over = new Promise<void>((resolve) => {
      forward(this.#upstream, request, response, (passed) => {
        this.#done(passed);
        resolve();
      });
    }).catch(() => {
      // A request that nobody could write again: it is hung up on, and the others go on.
      response.destroy();
    });
    this.#underWay.add(over);
    void over.then(() => this.#underWay.delete(over));
  }

  /** What is no HTTP cannot be handed on. Where an exchange is under way, no other answer may be put into its. */
  #refuse({ code, message }: NodeJS.ErrnoException, socket: Duplex): void {
    if (!socket.writable || this.#upstream.isInUse(socket)) {
      socket.destroy();
      return;
    }
    const status = code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
    socket.end(bytesOf(ownAnswer(status, `The request could not be read: ${message}`)));
  }
}
