import type { DatabaseSync } from 'node:sqlite';
import { createCallbackReceiver } from '../../src/callbacks/callback-receiver.ts';
import type { Logger } from '../../src/domain/ports/logger.ts';
import type { Provider } from '../../src/domain/ports/provider.ts';
import type { TaskMetrics } from '../../src/domain/ports/task-metrics.ts';
import type { TaskStore } from '../../src/domain/ports/task-store.ts';
import { untraced } from '../../src/domain/ports/task-tracing.ts';
import type { PurchaseRequest } from '../../src/domain/tasks/buying/purchase-draft.ts';
import { createCallbackTokens } from '../../src/domain/tasks/callbacks/callback-tokens.ts';
import { RefusedError } from '../../src/domain/tasks/errors.ts';
import type { Refusal } from '../../src/domain/tasks/lifecycle/refusal.ts';
import type { Timing } from '../../src/domain/tasks/lifecycle/schedule.ts';
import type { Task } from '../../src/domain/tasks/lifecycle/task.ts';
import { createTaskDomain, type TaskDomainDependencies } from '../../src/domain/tasks/task-domain.ts';
import { createMemoryTaskEvents } from '../../src/events/memory-task-events.ts';
import { createMemoryPurchaseRateLimiter } from '../../src/limits/memory-purchase-rate-limiter.ts';
import { openDatabase } from '../../src/store/sqlite/open.ts';
import { createSqliteOperatorStore } from '../../src/store/sqlite/sqlite-operator-store.ts';
import { createSqliteTaskStore } from '../../src/store/sqlite/sqlite-task-store.ts';
import { createCallbackVerifier } from '../../src/upstream/kie/callback-verifier.ts';
import { callbackSignature } from '../../src/upstream/kie/wire/signature.ts';
import { createFakeProvider } from './fake-provider.ts';
import { kieApi } from './kie.ts';
import { type Gate, gated, type Life, lived, never, watched } from './life.ts';
import { createManualClock } from './manual-clock.ts';

export const TIMING: Timing = {
  pollAfterMs: 30_000,
  pollMaxIntervalMs: 120_000,
  submissionDeadlineMs: 3_600_000,
  taskDeadlineMs: 7_200_000,
  submissionLeaseMs: 90_000,
};

export const RETENTION_MS = 14 * 86_400_000;

const SECRET = 'a secret of more than thirty-two characters';
const CALLBACK_BASE = 'https://gateway.example/callbacks/';

export interface TestDomainOptions {
  /** By default a database in memory. */
  readonly db?: DatabaseSync;
  readonly hmacKey?: string;
  readonly change?: Partial<TaskDomainDependencies>;
  /** Put around the store, e.g. to make it fail. */
  readonly wrapStore?: (store: TaskStore) => TaskStore;
  /** The first signs, all are accepted. */
  readonly secrets?: readonly [string, ...string[]];
  readonly rate?: { readonly limit: number; readonly windowMs: number };
  /** What this node shares with others; by default, it is alone. */
  readonly surroundings?: Surroundings;
  /** Lets the process stand still. */
  readonly gate?: Gate;
}

/** What nodes share: the database, the provider and time; and how many calls are under way. */
export const createSurroundings = (db = openDatabase(':memory:')) => {
  const counter = { busy: 0, calls: 0 };
  const clock = createManualClock(() => counter.busy > 0 || provider.busy > 0);
  const provider = createFakeProvider(clock.now);
  return { db, counter, clock, provider };
};
export type Surroundings = ReturnType<typeof createSurroundings>;

/** A body as it is sent. */
const toBytes = (body: object | string | Buffer | null): Buffer | null => {
  if (body === null || Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
};

/** The whole task domain over a database in memory, a fake provider and a clock that stands still. */
export const createTestDomain = (options: TestDomainOptions = {}) => {
  const { db, counter, clock, provider } = options.surroundings ?? createSurroundings(options.db);
  const { gate } = options;
  const tokens = createCallbackTokens(options.secrets ?? [SECRET]);
  const logged: { level: string; fields: object; message: string }[] = [];
  const callbackOutcomes: string[] = [];
  const log = (level: string) => (fields: object, message: string) => void logged.push({ level, fields, message });
  const logger: Logger = { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') };
  const metrics: TaskMetrics = {
    purchase: () => undefined,
    refusal: () => undefined,
    callback: (outcome) => void callbackOutcomes.push(outcome),
    poll: () => undefined,
    queueWait: () => undefined,
  };

  /** What one process consists of. */
  const live = () => {
    const life: Life = { over: false };
    const wrap = options.wrapStore ?? ((inner) => inner);
    const whole = watched(wrap(createSqliteTaskStore(db, clock.steady)), counter, life);
    const store = gate ? gated(whole, life, gate) : whole;
    const events = createMemoryTaskEvents();
    const rateLimiter = createMemoryPurchaseRateLimiter(
      options.rate ?? { limit: 1_000, windowMs: 10_000 },
      clock.steady,
    );
    const mortal = async <T>(work: () => Promise<T>): Promise<T> => {
      const result = await (life.over ? never<T>() : work());
      await gate?.pass();
      return result;
    };
    // A process that died sends nothing more.
    const reached: Provider = {
      purchase: (task, url) => mortal(() => provider.purchase(task, url)),
      readRecord: (task) => mortal(() => provider.readRecord(task)),
      credits: () => mortal(provider.credits),
      apiFor: provider.apiFor,
      readCallback: provider.readCallback,
    };
    const domain = createTaskDomain({
      store,
      events,
      rateLimiter,
      rateWindow: rateLimiter,
      provider: reached,
      tokens,
      callbackUrl: (token) => `${CALLBACK_BASE}${token}`,
      clock: gate ? { ...clock, wait: (ms, signal) => lived(life, gate, () => clock.wait(ms, signal)) } : clock,
      steadyClock: clock.steady,
      timing: TIMING,
      retention: { retentionMs: RETENTION_MS },
      rules: {
        allowPrivateUrls: false,
        models: 'any',
        ignoredUrlParameters: ['X-Amz-*', 'signature'],
        defaultModel: 'V5',
      },
      prices: { SEPARATE_VOCAL: 10, SPLIT_STEM: 50 },
      budget: { purchasesPerMinute: null, creditsPerDay: null },
      metrics,
      tracing: untraced,
      logger,
      ...options.change,
    });
    const receiver = createCallbackReceiver({
      tokens,
      callbackHandler: domain.callbackHandler,
      verifier: createCallbackVerifier(kieApi(), options.hmacKey ?? null, clock),
      clock: clock.steady,
      metrics,
      logger,
      outcomeLogger: logger,
    });
    return { life, store, events, rateLimiter, receiver, ...domain };
  };

  const request = (change: Partial<PurchaseRequest> = {}): PurchaseRequest => ({
    viewer: 'alice',
    operation: 'SEPARATE_VOCALS',
    input: { source: { audioUrl: 'https://media.example.com/song.mp3' }, type: 'SEPARATE_VOCAL' },
    idempotencyKey: null,
    forceNew: false,
    ...change,
  });

  const self = {
    clock,
    db,
    provider,
    tokens,
    logger,
    logged,
    callbackOutcomes,
    request,
    /** Calls to the store so far. */
    storeCalls: () => counter.calls,
    /** What the running process is made of; `crash` replaces it. */
    ...live(),

    buy: (change: Partial<PurchaseRequest> = {}) => self.tasks.buy(request(change)),

    /** Buys, and gives the refusal when it was refused. */
    async tryToBuy(change: Partial<PurchaseRequest> = {}): Promise<Refusal | Task> {
      try {
        return (await self.tasks.buy(request(change))).task;
      } catch (error) {
        if (error instanceof RefusedError && error.refusals[0]) return error.refusals[0];
        throw error;
      }
    },

    async task(id: string): Promise<Task> {
      const task = await self.store.get(id);
      if (task === null) throw new Error(`there is no task ${id}`);
      return task;
    },

    /** What was done about a task, oldest first, as the operator's tool shows it. */
    notes: async (id: string) => (await createSqliteOperatorStore(db).show(id))?.notes ?? [],

    /** Posts a callback as the provider would. */
    post: (token: string, body: object | string | Buffer | null, headers: Record<string, string> = {}) =>
      self.receiver.receive({ token, headers, body: toBytes(body) }),

    /** Posts a callback to the URL of a task. */
    callback: (taskId: string, body: object | string | Buffer | null, headers: Record<string, string> = {}) =>
      self.post(tokens.issue(taskId), body, headers),

    /** Signature headers for a body about `upstreamTaskId`. */
    signed(key: string, upstreamTaskId: string, at = clock.now()): Record<string, string> {
      const timestamp = String(Math.floor(at / 1_000));
      return {
        'x-webhook-timestamp': timestamp,
        'x-webhook-signature': callbackSignature(key, upstreamTaskId, timestamp),
      };
    },

    /** Ends the process as kill -9 does, and makes a new one on the same database. */
    async crash(): Promise<void> {
      self.life.over = true;
      void self.reconciler.stop();
      await clock.settle();
      Object.assign(self, live());
    },

    /** What the process does when it starts. */
    async start(): Promise<void> {
      await self.recovery.recover();
      self.reconciler.start();
      await clock.settle();
    },
  };
  return self;
};

export type TestDomain = ReturnType<typeof createTestDomain>;
