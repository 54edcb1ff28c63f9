import type { OperationName } from '../../src/domain/operations/index.ts';
import type { ProviderOddity } from '../../src/domain/ports/provider.ts';
import type { Transport } from '../../src/upstream/kie/transport.ts';
import type { Dialect } from '../../src/upstream/kie/wire/dialects.ts';
import { createTestDomain, type TestDomainOptions } from './domain.ts';
import { jobsBehind, kieBehind } from './kie.ts';
import { toResponse, type WireAnswer, yes } from './wire-answer.ts';

export { type WireAnswer, yes } from './wire-answer.ts';

export interface WireWorldOptions {
  readonly dialect?: Dialect;
  readonly domain?: TestDomainOptions;
  /** What is bought as a job. */
  readonly jobs?: readonly OperationName[];
}

/** The real adapter, whose other side says what a test has it say, and keeps what it was sent. */
export const createWire = (dialect: Dialect, jobs: readonly OperationName[] = []) => {
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
  const noteOddity = (oddity: ProviderOddity): void => void oddities.push(oddity);
  const provider =
    jobs.length > 0 ? jobsBehind(transport, { buys: jobs, noteOddity }) : kieBehind(transport, dialect, noteOddity);
  return { provider, say, sent, reads, oddities };
};

/** The task domain before the real adapter. */
export const createWireWorld = ({ dialect = 'kie', domain = {}, jobs = [] }: WireWorldOptions = {}) => {
  const { provider, ...wire } = createWire(dialect, jobs);
  const world = createTestDomain({ ...domain, change: { ...domain.change, provider } });
  return Object.assign(world, wire);
};

export type WireWorld = ReturnType<typeof createWireWorld>;
