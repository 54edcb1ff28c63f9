import { OPERATION_NAMES, type OperationName } from '../../src/domain/operations/index.ts';
import { StoreUnavailableError } from '../../src/domain/tasks/errors.ts';
import type { Refusal } from '../../src/domain/tasks/lifecycle/refusal.ts';
import type { Task } from '../../src/domain/tasks/lifecycle/task.ts';
import { addVocalsInput } from '../support/bodies.ts';
import type { WireAnswer } from '../support/wire-answer.ts';
import { hold, same } from './checks.ts';
import {
  callbackBody,
  failed,
  NO_SUCH_TASK,
  recordOfAnother,
  recordWith,
  type Subject,
  succeeded,
  TROUBLE,
  underWay,
} from './evidence.ts';
import { isReadable, packed, type Spelling } from './spelling.ts';
import type { BeforeTheEnd, Step } from './steps.ts';
import { filesOf } from './truth.ts';
import type { HistoryWorld } from './world.ts';

/* Carrying out the steps of a history. */

/** Posts a callback with a good token, and checks what it is answered. */
export const post = async (
  { domain, store }: HistoryWorld,
  taskId: string,
  body: Buffer | object | null,
  isReadableBody = true,
): Promise<void> => {
  const isBound = async (): Promise<boolean> => ((await domain.store.get(taskId))?.upstreamTaskId ?? null) !== null;
  const wasBound = await isBound();
  const { status } = await domain.callback(taskId, body);
  // What cannot be read is a reason to ask the provider, if it is known what to ask about: meanwhile, by another node.
  const expected = isReadableBody || wasBound || (status === 200 && (await isBound())) ? 200 : 400;
  hold(status === expected || (store.isDown && status === 503), 'a good callback is answered 200, or 503', { status });
};

/** The truth about a purchase, as the provider's record shows it. */
export const tellTruth = (world: HistoryWorld, index: number): void => {
  const billed = world.billed()[index];
  const fate = billed && world.fates.get(billed.taskId);
  if (!billed || !fate) return;
  const subject = world.subjectOf(billed);
  const isFailed = fate.truth === 'fails' || fate.truth === 'is refunded';
  const wire = isFailed
    ? failed(subject, fate.spelling, fate.truth === 'is refunded')
    : succeeded(subject, fate.spelling);
  world.domain.provider.tell(billed.upstreamTaskId, { wire });
};

/** What a record says for a while. */
const meanwhile = (
  subject: Subject,
  spelling: Spelling,
  to: BeforeTheEnd,
  index: number,
  other: Subject | null,
): WireAnswer => {
  const files = filesOf(subject.upstreamTaskId);
  const isMusic = subject.operation === 'ADD_VOCALS';
  switch (to) {
    case 'text':
      return isMusic ? recordWith(subject, spelling, 'TEXT_SUCCESS', []) : underWay(subject, spelling);
    case 'first':
      return isMusic ? recordWith(subject, spelling, 'FIRST_SUCCESS', [files[0]]) : underWay(subject, spelling);
    case 'half, undelivered':
      return recordWith(subject, spelling, 'CALLBACK_EXCEPTION', isMusic ? [files[0]] : []);
    case 'half, done':
      // The other file is not there yet; some results have no halves.
      if (!isMusic && subject.operation !== 'SEPARATE_VOCALS') return underWay(subject, spelling);
      return recordWith(subject, spelling, 'SUCCESS', [files[0], ...(isMusic ? [{ ...files[1], url: '' }] : [])]);
    case 'no files':
      return recordWith(subject, spelling, subject.api === 'jobs' ? 'SUCCESS' : 'CALLBACK_EXCEPTION', []);
    case 'invisible':
      return NO_SUCH_TASK[index % NO_SUCH_TASK.length] ?? underWay(subject, spelling);
    case 'trouble':
      return TROUBLE[index % TROUBLE.length] ?? underWay(subject, spelling);
    case 'false alarm':
      return failed(subject, spelling, false);
    case "another task's":
      return recordOfAnother(subject, spelling, other);
    case 'pending':
      return underWay(subject, spelling);
  }
};

const work = (world: HistoryWorld, { which, other, to, spelling }: Extract<Step, { do: 'work' }>): void => {
  const billed = world.bill(which);
  // Once the record shows the end, it goes on showing it.
  if (!billed || world.ended.has(billed.taskId)) return;
  const fate = world.fates.get(billed.taskId);
  const subject = world.subjectOf(billed);
  const isFailed = fate?.truth === 'fails' || fate?.truth === 'is refunded';
  if (to === 'end') {
    world.ended.add(billed.taskId);
    if (fate?.truth !== 'fails, then succeeds') tellTruth(world, world.billed().indexOf(billed));
    else world.domain.provider.tell(billed.upstreamTaskId, { wire: failed(subject, spelling, false) });
    return;
  }
  // Of two failures the first stays, and half a result stays a result: a record that ends as failed says nothing of them.
  const isMisleading = to === 'false alarm' || to === 'half, undelivered' || to === 'half, done';
  const another = world.bill(other);
  const isOther = another !== null && another.upstreamTaskId !== billed.upstreamTaskId;
  const before = isFailed && isMisleading ? 'pending' : to;
  const foreign = isOther ? world.subjectOf(another) : null;
  const wire = meanwhile(subject, spelling, before, which, foreign);
  world.domain.provider.tell(billed.upstreamTaskId, { wire });
};

const forge = async (world: HistoryWorld, { which, how, spelling }: Extract<Step, { do: 'forge' }>): Promise<void> => {
  const billed = world.bill(which);
  if (!billed) return;
  const { domain } = world;
  const task = await domain.store.get(billed.taskId);
  const body = callbackBody(world.subjectOf(billed), 'complete', spelling);
  if (how === 'token') {
    const token = domain.tokens.issue(billed.taskId);
    const forged = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
    hold((await domain.post(forged, body)).status === 404, 'a forged callback looks like an unknown path');
  } else if (how === 'body') {
    const data = { task_id: billed.upstreamTaskId, callbackType: 'first', data: [{ id: 'lie' }] };
    await post(world, billed.taskId, { code: 200, data });
  } else if (task?.upstreamTaskId != null) {
    await post(world, billed.taskId, { code: 200, data: { task_id: 'f'.repeat(32) } });
  }
};

/** Of which the same is not bought again while it is there. */
const REUSED: readonly OperationName[] = ['SEPARATE_VOCALS', 'TIMESTAMP_LYRICS', 'CONVERT_TO_WAV'];

const inputOf = ({ operation, source }: Extract<Step, { do: 'buy' }>): object => {
  switch (operation) {
    case 'ADD_VOCALS':
      return addVocalsInput;
    case 'GENERATE_LYRICS':
      return { prompt: 'a ferry at night' };
    case 'BOOST_STYLE':
      return { content: 'Pop' };
    case 'TIMESTAMP_LYRICS':
    case 'CONVERT_TO_WAV':
      return { source: { taskId: `song-${source}`, audioId: 'one' } };
    case 'SEPARATE_VOCALS':
      return { source: { audioUrl: `https://media.example.com/${source}.mp3` }, type: 'SEPARATE_VOCAL' };
  }
};

/** The input as a task keeps it. */
const keptInputOf = (wish: Extract<Step, { do: 'buy' }>): object =>
  wish.operation === 'SEPARATE_VOCALS'
    ? { source: { track: null, audioUrl: `https://media.example.com/${wish.source}.mp3` }, type: 'SEPARATE_VOCAL' }
    : inputOf(wish);

const buy = async (world: HistoryWorld, wish: Extract<Step, { do: 'buy' }>): Promise<void> => {
  const { viewer, key, operation, forceNew, truth, spelling } = wish;
  const { clock, provider } = world.domain;
  const isReused = REUSED.includes(operation);
  const isLive = (task: Task): boolean =>
    task.viewer === viewer &&
    task.operation === operation &&
    isReused &&
    same(task.input, keptInputOf(wish)) &&
    task.status !== 'FAILED' &&
    (task.expiresAt === null || task.expiresAt > clock.now() + 3_600_001);
  const reusable = key === null && !forceNew && [...world.seen.values()].some(isLive);
  const attempts = provider.attempts.length;
  world.wanted += 1;
  world.fatesToCome.push({ truth, spelling });
  provider.otherwise = wish.answer;
  provider.jobs = wish.isJob ? OPERATION_NAMES : [];
  // A purchase may hang: it is not waited for.
  const buying: Promise<Task | Refusal | null> = world.domain
    .tryToBuy({ viewer, operation, input: inputOf(wish), idempotencyKey: key, forceNew })
    .catch((error: unknown) => {
      if (error instanceof StoreUnavailableError) return null;
      throw error;
    });
  buying.catch((error: unknown) => world.mishaps.push(error));
  await clock.settle();
  hold(!reusable || provider.attempts.length === attempts, 'what is live is not bought again', wish);
};

/** Carries out one step. */
export const take = async (world: HistoryWorld, now: Step): Promise<void> => {
  const { domain, store, seen, posts } = world;
  const { clock, provider } = domain;
  switch (now.do) {
    case 'buy':
      return await buy(world, now);
    case 'let go':
      return provider.letGo(now.how);
    case 'work':
      return work(world, now);
    case 'callback': {
      const billed = world.bill(now.which);
      if (!billed) return;
      const body = packed(callbackBody(world.subjectOf(billed), now.stage, now.spelling), now.packing);
      const isWhole = isReadable(now.packing);
      if (isWhole) posts.push({ taskId: billed.taskId, body });
      for (let time = 0; time < now.times; time += 1) await post(world, billed.taskId, body, isWhole);
      return;
    }
    case 'repeat': {
      const old = posts[now.which % Math.max(1, posts.length)];
      if (old) await post(world, old.taskId, old.body);
      return;
    }
    case 'forge':
      return await forge(world, now);
    case 'ask': {
      const task = [...seen.values()][now.which % Math.max(1, seen.size)];
      if (!task) return;
      await domain.tasks.refresh(task.viewer, task.id).catch((error: unknown) => {
        if (!(error instanceof StoreUnavailableError)) throw error;
      });
      return;
    }
    case 'watch': {
      const task = [...seen.values()][now.which % Math.max(1, seen.size)];
      if (task) await world.readers.open(task, now.isOfTask);
      return;
    }
    case 'read':
      return await world.readers.read(now.which);
    case 'wait':
      return await clock.advance(now.ms);
    case 'jump':
      if (now.ms < 0) world.setBackMs -= now.ms;
      return await clock.jump(now.ms);
    case 'crash':
      world.readers.forget();
      await domain.crash();
      world.listen();
      // It cannot start while the store takes nothing.
      store.isDown = false;
      return await domain.start();
    case 'provider':
      provider.outage = now.is === 'down';
      provider.everyRead = null;
      if (now.is === 'forgetful') provider.everyRead = NO_SUCH_TASK[now.which % NO_SUCH_TASK.length] ?? null;
      if (now.is === 'in trouble') provider.everyRead = TROUBLE[now.which % TROUBLE.length] ?? null;
      return;
    case 'store':
      store.isDown = now.down;
  }
};
