import type { TaskStore } from '../../src/domain/ports/task-store.ts';
import { StoreUnavailableError } from '../../src/domain/tasks/errors.ts';
import type { Task } from '../../src/domain/tasks/lifecycle/task.ts';
import { createTestDomain, type TestDomainOptions } from '../support/domain.ts';
import type { Billed } from '../support/fake-provider.ts';
import { Broken, same } from './checks.ts';
import type { Subject } from './evidence.ts';
import { createReaders } from './readers.ts';
import type { Spelling } from './spelling.ts';
import { VIEWERS } from './steps.ts';
import { resultInAnswer, type Truth } from './truth.ts';

/** What the provider makes of a purchase, and how it spells that in the end. */
export interface Fate {
  readonly truth: Truth;
  readonly spelling: Spelling;
}

const WRITES: readonly PropertyKey[] = ['create', 'save', 'addNote', 'leaseDue', 'takeOver', 'ping'];

const failing = () => Promise.reject(new StoreUnavailableError('The store cannot be written to: database is locked'));

/** A store that takes nothing while it is down. */
export const breakableBy =
  (state: { readonly isDown: boolean }) =>
  (inner: TaskStore): TaskStore =>
    new Proxy(inner, {
      get: (target, name) => (state.isDown && WRITES.includes(name) ? failing : Reflect.get(target, name)),
    });

/** A gateway, its provider, and everything that is known of them from outside. */
export const createHistoryWorld = (options: TestDomainOptions = {}) => {
  const store = { isDown: false };
  const domain = createTestDomain({ wrapStore: breakableBy(store), ...options });
  /** What went wrong where it would not be heard if it were thrown: in purchases, and in subscribers. */
  const mishaps: unknown[] = [];
  const published = new Map<string, number>();
  const seen = new Map<string, Task>();
  const { ledger } = domain.provider;

  const subjectOf = ({ taskId, upstreamTaskId, callbackUrl }: Billed): Subject => ({
    upstreamTaskId,
    callbackUrl,
    operation: seen.get(taskId)?.operation ?? 'SEPARATE_VOCALS',
    api: seen.get(taskId)?.api ?? 'endpoints',
  });

  const hasRecord = ({ taskId }: Billed): boolean => {
    const task = seen.get(taskId);
    return task !== undefined && resultInAnswer(task) === null;
  };

  const fates = new Map<string, Fate>();
  domain.provider.resultInAnswer = resultInAnswer;
  // One WAV of a track, whoever asks, unless it fails for good.
  domain.provider.hasMade = (task) =>
    task.operation === 'CONVERT_TO_WAV' &&
    ledger.some(({ taskId }) => {
      const earlier = seen.get(taskId);
      const { truth = 'succeeds' } = fates.get(taskId) ?? {};
      const isMade = truth === 'succeeds' || truth === 'fails, then succeeds';
      return earlier?.operation === 'CONVERT_TO_WAV' && isMade && same(earlier.input, task.input);
    });

  return {
    domain,
    store,
    mishaps,
    /** The tasks as they were seen last. */
    seen,
    readers: createReaders(domain),
    fates,
    /** Of the purchases that are not billed yet. */
    fatesToCome: [] as Fate[],
    /** Tasks whose record shows the end. */
    ended: new Set<string>(),
    /** Tasks that each key was ever bound to. */
    bound: new Map<string, Set<string>>(),
    /** Notes of the tasks that bought nothing. */
    notesOfRefused: new Map<string, number>(),
    posts: [] as { readonly taskId: string; readonly body: Buffer | null }[],
    wanted: 0,
    /** By how much the clock was set back, in all. */
    setBackMs: 0,
    subjectOf,
    /** The purchases of which the provider keeps a record. */
    billed: (): Billed[] => ledger.filter(hasRecord),
    bill: (index: number): Billed | null => {
      const billed = ledger.filter(hasRecord);
      return billed[index % Math.max(1, billed.length)] ?? null;
    },
    /** Hears what is published, from the beginning of each life of the process. */
    listen(): void {
      for (const viewer of VIEWERS) {
        void domain.events.subscribe(viewer, ({ taskId, version }) => {
          if (version <= (published.get(taskId) ?? 0)) {
            mishaps.push(new Broken(`published versions rise: ${taskId} was told as ${version} once more`));
          }
          published.set(taskId, version);
        });
      }
    },
  };
};

export type HistoryWorld = ReturnType<typeof createHistoryWorld>;
