import { afterEach } from 'vitest';
import type { PurchaseOutcome } from '../../src/domain/ports/provider.ts';
import { createTransport, type Transport } from '../../src/upstream/kie/transport.ts';
import { kieBehind } from './kie.ts';
import { aTask } from './tasks.ts';
import { type Behaviour, createWireServer, httpAnswer, type WireServer } from './wire-server.ts';

/** Timeout of calls that come to an end by themselves. */
const TIMEOUT_MS = 60_000;
/** Timeout of calls that do not. */
export const SILENCE_MS = 500;
export const CALLBACK_URL = 'https://gateway.example.com/callbacks/token';
/** The answer of a provider that accepts a purchase. */
export const OK = httpAnswer(200, '{"code":200,"msg":"success","data":{"taskId":"up"}}');

const open: (Transport | WireServer)[] = [];

/** Closes the transports and servers of this test; also done after each test. */
export const closeAll = async (): Promise<void> => {
  await Promise.all(open.splice(0).map((one) => ('close' in one ? one.close() : one[Symbol.asyncDispose]())));
};
afterEach(closeAll);

/** A server of bytes that lasts as long as the test. */
export const serve = async (behave: Behaviour): Promise<WireServer> => {
  const server = await createWireServer(behave);
  open.push(server);
  return server;
};

interface CallOptions {
  readonly timeoutMs?: number;
  readonly apiKey?: string;
}

/** The real adapter over real sockets. */
export const providerAt = (baseUrl: string, change: CallOptions = {}) => {
  const transport = createTransport({ baseUrl, apiKey: 'secret-key', timeoutMs: TIMEOUT_MS, proxies: null, ...change });
  open.push(transport);
  return kieBehind(transport);
};

/** One purchase of a separation. */
export const buyAt = (baseUrl: string, change: CallOptions = {}): Promise<PurchaseOutcome> =>
  providerAt(baseUrl, change).purchase(aTask(), CALLBACK_URL);
