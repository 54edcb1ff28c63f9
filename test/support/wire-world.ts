import type { ProviderOddity } from '../../src/domain/ports/provider.ts';
import type { HttpResponse, Transport } from '../../src/upstream/kie/transport.ts';
import type { Dialect } from '../../src/upstream/kie/wire/dialects.ts';
import { createTestDomain, type TestDomainOptions } from './domain.ts';
import { kieBehind } from './kie.ts';

/** An answer of the provider's: a body that is sent as JSON, or a text as it is, with its status. */
export type WireAnswer = { readonly status?: number; readonly body: unknown; readonly retryAfterMs?: number | null };

const toResponse = ({ status = 200, body, retryAfterMs = null }: WireAnswer): HttpResponse => ({
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  retryAfterMs,
});

/** An envelope that says yes. */
export const yes = (data: unknown): WireAnswer => ({ body: { code: 200, msg: 'success', data } });

export interface WireWorldOptions {
  readonly dialect?: Dialect;
  readonly domain?: TestDomainOptions;
}

/** The real adapter, whose other side says what a test has it say, and keeps what it was sent. */
export const createWire = (dialect: Dialect) => {
  const oddities: ProviderOddity[] = [];
  const sent: { path: string; body: Readonly<Record<string, unknown>> }[] = [];
  const reads: string[] = [];
  /** What the provider says: to the next purchase, and to every read of a record. A function may throw. */
  const say: { create: WireAnswer; record: WireAnswer | (() => WireAnswer) } = {
    create: yes({ taskId: 'up-1' }),
    record: yes(null),
  };
  const transport: Transport = {
    async post(path, body) {
      sent.push({ path, body: { ...body } });
      return toResponse(say.create);
    },
    async get(path) {
      reads.push(path);
      return toResponse(typeof say.record === 'function' ? say.record() : say.record);
    },
    close: () => Promise.resolve(),
  };
  const provider = kieBehind(transport, dialect, (oddity) => void oddities.push(oddity));
  return { provider, say, sent, reads, oddities };
};

/** The task domain before the real adapter. */
export const createWireWorld = ({ dialect = 'kie', domain = {} }: WireWorldOptions = {}) => {
  const { provider, ...wire } = createWire(dialect);
  const world = createTestDomain({ ...domain, change: { ...domain.change, provider } });
  return Object.assign(world, wire);
};

export type WireWorld = ReturnType<typeof createWireWorld>;
