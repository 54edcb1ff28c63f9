import { type OperationName, operations } from '../../src/domain/operations/index.ts';
import type { Output } from '../../src/domain/outputs/output.ts';
import type { Provider, ProviderRecord, PurchaseOutcome } from '../../src/domain/ports/provider.ts';
import { UpstreamUnavailableError } from '../../src/domain/tasks/errors.ts';
import { type Refusal, refusal } from '../../src/domain/tasks/lifecycle/refusal.ts';
import type { Task } from '../../src/domain/tasks/lifecycle/task.ts';
import type { Report } from '../../src/domain/tasks/lifecycle/transition.ts';
import { JOBS } from '../../src/upstream/kie/wire/job-names.ts';
import { timestamps } from './bodies.ts';
import { createUnreachableJobs, jobsBehind } from './kie.ts';
import { answering, type WireAnswer } from './wire-answer.ts';

/** What the provider does with a purchase. */
export type Answer =
  /** Charges, and says so. */
  | 'accept'
  /** Charges; the answer is lost. */
  | 'lose'
  /** Never gets to see it, but that cannot be known. */
  | 'drop'
  /** Cannot be reached. */
  | 'unreachable'
  /** Charges, and does not answer until told. */
  | 'hang'
  /** Sees nothing, and the call does not end until told. */
  | 'swallow'
  | { readonly refuse: Partial<Refusal> & Pick<Refusal, 'code'> }
  /** Charges, if it does, and says this. */
  | { readonly say: PurchaseOutcome };

/** An answer to a read, as it comes over the wire: it is read by the real adapter. */
type WireRecord = { readonly wire: WireAnswer };

/** A record that a test tells; without an id it says of no task that it is about it. */
type ToldRecord = Omit<ProviderRecord, 'upstreamTaskId'> & Partial<ProviderRecord>;

/** One purchase that the provider charged for. */
export interface Billed {
  readonly upstreamTaskId: string;
  readonly taskId: string;
  readonly callbackUrl: string;
  readonly at: number;
}

export interface FakeProvider extends Provider {
  /** Everything that was charged, in order. */
  readonly ledger: readonly Billed[];
  /** Calls to `purchase`, whatever became of them. */
  readonly attempts: readonly { readonly taskId: string; readonly at: number }[];
  /** Reads of records, by the provider's task id. */
  readonly reads: readonly string[];
  /** What the next purchases get, in order; then `otherwise`. */
  script(...answers: readonly Answer[]): void;
  otherwise: Answer;
  /** The code with which a purchase is refused, whatever was scripted; null for the others. */
  refuse: (task: Task) => Refusal['code'] | null;
  /** The result that is in the answer to a purchase; null where the answer names a task. */
  resultInAnswer: (task: Task) => Output | null;
  /** Whether what is bought was made before, under an id that is not told: nothing is charged. */
  hasMade: (task: Task) => boolean;
  /** The operations that are bought as jobs, of those that are jobs. */
  jobs: readonly OperationName[];
  /** What the record of a task says; `outage` when it cannot be read. A new task is pending. */
  tell(upstreamTaskId: string, told: Report | 'outage' | ToldRecord | WireRecord): void;
  /** Answers to reads are on their way until this resolves; they say what was true when they left. */
  delay: Promise<void> | null;
  /** Whether every read fails. */
  outage: boolean;
  /** What every read is answered with, whatever it is about; null: with the record. */
  everyRead: WireAnswer | null;
  /** Ends the calls that hang: with their answers, or as lost. */
  letGo(how?: 'answered' | 'lost'): void;
  /** The one purchase that was charged for `taskId`. */
  billFor(taskId: string): Billed;
  /** Calls under way that end by themselves. */
  readonly busy: number;
}

const hex = (count: number): string => count.toString(16).padStart(32, 'a');

/** A provider in this process, with a ledger. `now` stamps its entries. */
export const createFakeProvider = (now: () => number): FakeProvider => {
  const ledger: Billed[] = [];
  const attempts: { taskId: string; at: number }[] = [];
  const reads: string[] = [];
  const records = new Map<string, Report | 'outage' | ToldRecord | WireRecord>();
  const queue: Answer[] = [];
  const hanging: ((how: 'answered' | 'lost') => void)[] = [];
  let busy = 0;

  const bill = (task: Task, callbackUrl: string): PurchaseOutcome => {
    if (fake.hasMade(task)) return { kind: 'exists', upstreamTaskId: null };
    const upstreamTaskId = hex(ledger.length + 1);
    ledger.push({ upstreamTaskId, taskId: task.id, callbackUrl, at: now() });
    const output = fake.resultInAnswer(task);
    return output !== null ? { kind: 'done', output } : { kind: 'accepted', upstreamTaskId };
  };

  const lost: PurchaseOutcome = { kind: 'in-doubt', reason: 'The answer was lost: other side closed' };

  const hang = (outcome: PurchaseOutcome): Promise<PurchaseOutcome> => {
    busy -= 1;
    return new Promise((resolve) =>
      hanging.push((how) => {
        busy += 1;
        resolve(how === 'answered' ? outcome : lost);
      }),
    );
  };

  const answer = async (task: Task, callbackUrl: string): Promise<PurchaseOutcome> => {
    const refused = fake.refuse(task);
    if (refused !== null) {
      return { kind: 'refused', refusal: refusal(refused, 'The provider said no.', { upstreamCode: 422 }) };
    }
    const mode = queue.shift() ?? fake.otherwise;
    if (typeof mode === 'object' && 'say' in mode) return mode.say;
    if (typeof mode === 'object') {
      const { code, message = 'The provider said no.', ...rest } = mode.refuse;
      return { kind: 'refused', refusal: refusal(code, message, { upstreamCode: 422, ...rest }) };
    }
    switch (mode) {
      case 'accept':
        return bill(task, callbackUrl);
      case 'lose':
        bill(task, callbackUrl);
        return lost;
      case 'drop':
        return lost;
      case 'unreachable':
        return { kind: 'not-sent', reason: 'connect ECONNREFUSED' };
      case 'hang':
        return await hang(bill(task, callbackUrl));
      case 'swallow':
        return await hang(lost);
    }
  };

  /** One turn of the event loop at least, as a network would take. */
  const counted = async <T>(work: () => Promise<T>): Promise<T> => {
    busy += 1;
    try {
      await new Promise(setImmediate);
      return await work();
    } finally {
      busy -= 1;
    }
  };

  const kie = createUnreachableJobs();

  const fake: FakeProvider = {
    ledger,
    attempts,
    reads,
    otherwise: 'accept',
    refuse: () => null,
    resultInAnswer: ({ operation }) => (operations[operation].answer === 'result' ? timestamps : null),
    hasMade: () => false,
    jobs: [],
    outage: false,
    everyRead: null,
    delay: null,
    get busy() {
      return busy;
    },
    script: (...answers) => void queue.push(...answers),
    tell: (upstreamTaskId, told) => void records.set(upstreamTaskId, told),
    letGo(how = 'answered') {
      for (const end of hanging.splice(0)) end(how);
    },
    billFor(taskId) {
      const [bill, second] = ledger.filter((entry) => entry.taskId === taskId);
      if (bill === undefined || second !== undefined) throw new Error(`task ${taskId} was not billed exactly once`);
      return bill;
    },
    purchase(task, callbackUrl) {
      attempts.push({ taskId: task.id, at: now() });
      return counted(() => answer(task, callbackUrl));
    },
    readRecord(task) {
      const id = task.upstreamTaskId ?? '';
      reads.push(id);
      return counted(async () => {
        const told = records.get(id);
        if (fake.delay !== null) {
          busy -= 1;
          await fake.delay;
          busy += 1;
        }
        if (fake.outage || told === 'outage') throw new UpstreamUnavailableError('GET record-info: no answer');
        if (fake.everyRead !== null) return await jobsBehind(answering(fake.everyRead)).readRecord(task);
        if (told !== undefined && 'wire' in told) return await jobsBehind(answering(told.wire)).readRecord(task);
        if (told !== undefined && 'report' in told) return { upstreamTaskId: null, ...told };
        const bill = ledger.find(({ upstreamTaskId }) => upstreamTaskId === id);
        if (bill === undefined)
          return { report: told ?? { state: 'invisible' }, upstreamTaskId: null, callbackUrl: null };
        return { report: told ?? { state: 'pending' }, upstreamTaskId: id, callbackUrl: bill.callbackUrl };
      });
    },
    credits: () => Promise.resolve(1_000),
    apiFor: (operation) => (fake.jobs.includes(operation) && operation in JOBS ? 'jobs' : 'endpoints'),
    // Spelt as kie.ai does.
    readCallback: kie.readCallback,
  };
  return fake;
};
