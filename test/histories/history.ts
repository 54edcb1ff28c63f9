import type { Music } from '../../src/domain/outputs/music.ts';
import type { Output } from '../../src/domain/outputs/output.ts';
import type { TaskStore } from '../../src/domain/ports/task-store.ts';
import { StoreUnavailableError } from '../../src/domain/tasks/errors.ts';
import type { Refusal } from '../../src/domain/tasks/lifecycle/refusal.ts';
import type { Task } from '../../src/domain/tasks/lifecycle/task.ts';
import type { Report } from '../../src/domain/tasks/lifecycle/transition.ts';
import { addVocalsInput, failed, musicCallback, pair, separationCallback, stems, track } from '../support/bodies.ts';
import { createTestDomain, TIMING } from '../support/domain.ts';
import type { Billed } from '../support/fake-provider.ts';
import { Broken, checkStep, hold, same } from './checks.ts';
import { type Step, type Truth, VIEWERS } from './steps.ts';

/*
 * Random lives of a gateway. A history is a list of steps; each is carried out, and then everything that must hold at
 * any time is checked. At the end the provider tells the truth about every purchase, once by its record and once by a
 * callback, and every task must have come to it, whatever happened before.
 */

/** Carries out a history, checks all the way, and at its end. */
export const live = async (steps: readonly Step[]): Promise<void> => {
  let storeDown = false;
  const writes: readonly (keyof TaskStore)[] = ['create', 'save', 'addNote', 'leaseDue', 'takeOver', 'ping'];
  const world = createTestDomain({
    wrapStore: (store) =>
      new Proxy(store, {
        get: (target, name) =>
          storeDown && writes.includes(name as keyof TaskStore)
            ? () => Promise.reject(new StoreUnavailableError('The store cannot be written to: database is locked'))
            : Reflect.get(target, name),
      }),
  });
  const { clock, provider } = world;
  const truths = new Map<string, Truth>();
  /** Of the purchases that are not billed yet. */
  const toCome: Truth[] = [];
  /** Tasks whose record shows the end. */
  const ended = new Set<string>();
  const seen = new Map<string, Task>();
  const published = new Map<string, number>();
  /** Tasks that each key was ever bound to. */
  const bound = new Map<string, Set<string>>();
  const posts: { taskId: string; body: object }[] = [];
  /** What went wrong where nobody would hear of it if it were thrown: in purchases, and among those who listen. */
  const mishaps: unknown[] = [];
  let wanted = 0;

  const listen = (): void => {
    for (const viewer of VIEWERS) {
      void world.events.subscribe(viewer, ({ taskId, version }) => {
        if (version <= (published.get(taskId) ?? 0)) {
          mishaps.push(new Broken(`published versions rise: ${taskId} was told as ${version} once more`));
        }
        published.set(taskId, version);
      });
    }
  };

  const bill = (index: number): Billed | null => provider.ledger[index % Math.max(1, provider.ledger.length)] ?? null;
  const isMusic = ({ taskId }: Billed): boolean => seen.get(taskId)?.operation === 'ADD_VOCALS';
  const truthOf = ({ taskId }: Billed): Truth => truths.get(taskId) ?? 'succeeds';

  const endOf = (billed: Billed, truth = truthOf(billed)): Report => {
    if (truth === 'fails') return failed(500);
    if (truth === 'is refunded') return failed(531, true);
    return { state: 'succeeded', output: isMusic(billed) ? pair : stems, at: null };
  };

  const musicSoFar = (stage: Music['stage']): Report => ({
    state: 'progress',
    output: { kind: 'music', stage, tracks: stage === 'FIRST_TRACK' ? [track('one')] : [] },
  });

  const work = (billed: Billed, to: string): Report | 'outage' => {
    const nothing: Output = isMusic(billed)
      ? { kind: 'music', stage: null, tracks: [] }
      : { kind: 'separation', stems: [] };
    switch (to) {
      case 'text':
        return isMusic(billed) ? musicSoFar('LYRICS') : { state: 'pending' };
      case 'first':
        return isMusic(billed) ? musicSoFar('FIRST_TRACK') : { state: 'pending' };
      case 'half':
        // A music task that will succeed, whose callback could not be delivered while one of its tracks was there.
        return isMusic(billed) && truthOf(billed) === 'succeeds'
          ? { state: 'undelivered', output: { kind: 'music', stage: null, tracks: [track('one')] } }
          : { state: 'pending' };
      case 'invisible':
        return { state: 'invisible' };
      case 'no files':
        return { state: 'undelivered', output: nothing };
      case 'unreadable':
        return 'outage';
      case 'end':
        if (truthOf(billed) === 'fails, then succeeds') return failed(500);
        return endOf(billed);
      default:
        return { state: 'pending' };
    }
  };

  const post = async (taskId: string, body: object): Promise<number> => {
    const { status } = await world.callback(taskId, body);
    hold(storeDown ? [200, 503].includes(status) : status === 200, 'a good callback is answered 200, or 503', {
      status,
    });
    return status;
  };

  const bodyOf = (billed: Billed, stage: 'text' | 'first' | 'complete' | 'error'): object =>
    isMusic(billed)
      ? musicCallback(billed.upstreamTaskId, stage)
      : { ...separationCallback(billed.upstreamTaskId), ...(stage === 'error' && { code: 500 }) };

  const forge = async (index: number, how: string): Promise<void> => {
    const billed = bill(index);
    if (!billed) return;
    const task = await world.store.get(billed.taskId);
    const token = world.tokens.issue(billed.taskId);
    const body = bodyOf(billed, 'complete');
    if (how === 'token') {
      const forged = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
      hold((await world.post(forged, body)).status === 404, 'a forged callback looks like an unknown path');
    } else if (how === 'id' && task?.upstreamTaskId != null) {
      await post(billed.taskId, separationCallback('f'.repeat(32)));
    } else if (how === 'body') {
      const lie = { code: 200, data: { task_id: billed.upstreamTaskId, callbackType: 'first', data: [{ id: 'lie' }] } };
      await post(billed.taskId, lie);
    } else {
      const { status } = await world.post(token, 'nonsense');
      // It is a reason to ask the provider, if it is known what to ask about.
      const expected = task?.upstreamTaskId == null ? 400 : 200;
      hold(status === expected || (storeDown && status === 503), 'an unreadable body is a reason to ask', { status });
    }
  };

  const buy = async (wish: Extract<Step, { do: 'buy' }>): Promise<void> => {
    const { viewer, key, operation, source, forceNew } = wish;
    const input =
      operation === 'ADD_VOCALS'
        ? addVocalsInput
        : { source: { audioUrl: `https://media.example.com/${source}.mp3` }, type: 'SEPARATE_VOCAL' };
    const isLive = (task: Task): boolean =>
      task.viewer === viewer &&
      task.operation === operation &&
      operation === 'SEPARATE_VOCALS' &&
      same(task.input, {
        source: { track: null, audioUrl: `https://media.example.com/${source}.mp3` },
        type: 'SEPARATE_VOCAL',
      }) &&
      task.status !== 'FAILED' &&
      (task.expiresAt === null || task.expiresAt > clock.now() + 3_600_001);
    const reusable = key === null && !forceNew && [...seen.values()].some(isLive);
    const attempts = provider.attempts.length;
    wanted += 1;
    toCome.push(wish.truth);
    provider.otherwise = wish.answer;
    // A purchase may hang: it is not waited for.
    const buying: Promise<Task | Refusal | null> = world
      .tryToBuy({ viewer, operation, input, idempotencyKey: key, forceNew })
      .catch((error: unknown) => {
        if (error instanceof StoreUnavailableError) return null;
        throw error;
      });
    buying.catch((error: unknown) => mishaps.push(error));
    await clock.settle();
    hold(!reusable || provider.attempts.length === attempts, 'what is live is not bought again', wish);
  };

  const check = async (): Promise<void> => {
    const pages = await Promise.all(VIEWERS.map((viewer) => world.store.list(viewer, {}, 1_000, null)));
    for (const { task } of pages.flatMap(({ tasks }) => tasks)) {
      const before = seen.get(task.id);
      if (before) checkStep(before, task);
      seen.set(task.id, task);
    }
    for (const row of world.db.prepare('SELECT viewer, key, task_id FROM idempotency_keys').all()) {
      const name = `${row['viewer']}/${row['key']}`;
      bound.set(name, (bound.get(name) ?? new Set()).add(String(row['task_id'])));
    }
    hold(mishaps.length === 0, `nothing fails by our own mistake: ${mishaps[0]}`);
    const billed = new Set(provider.ledger.map(({ taskId }) => taskId));
    for (const id of billed) if (!truths.has(id)) truths.set(id, toCome.shift() ?? 'succeeds');
    hold(billed.size === provider.ledger.length, 'no task is bought twice', provider.ledger);
    hold(provider.ledger.length <= wanted, 'no more is bought than was wanted');
    hold(
      [...billed].every((id) => seen.has(id)),
      'nothing is bought without its row',
    );
    for (const [key, tasks] of bound) {
      hold([...tasks].filter((id) => billed.has(id)).length <= 1, 'a key buys once', { key });
    }
  };

  const take = async (now: Step): Promise<void> => {
    switch (now.do) {
      case 'buy':
        return await buy(now);
      case 'let go':
        return provider.letGo(now.how);
      case 'work': {
        const billed = bill(now.which);
        // Once the record shows the end, it goes on showing it.
        if (!billed || ended.has(billed.taskId)) return;
        if (now.to === 'end') ended.add(billed.taskId);
        return provider.tell(billed.upstreamTaskId, work(billed, now.to));
      }
      case 'callback': {
        const billed = bill(now.which);
        if (!billed) return;
        const body = bodyOf(billed, now.stage);
        posts.push({ taskId: billed.taskId, body });
        for (let time = 0; time < now.times; time += 1) await post(billed.taskId, body);
        return;
      }
      case 'repeat': {
        const old = posts[now.which % Math.max(1, posts.length)];
        if (old) await post(old.taskId, old.body);
        return;
      }
      case 'forge':
        return await forge(now.which, now.how);
      case 'ask': {
        const task = [...seen.values()][now.which % Math.max(1, seen.size)];
        if (task) await world.tasks.refresh(task.viewer, task.id).catch(() => undefined);
        return;
      }
      case 'wait':
        return await clock.advance(now.ms);
      case 'jump':
        return await clock.jump(now.ms);
      case 'crash':
        await world.crash();
        listen();
        // It cannot start while the store takes nothing.
        storeDown = false;
        return await world.start();
      case 'provider':
        provider.outage = now.down;
        return;
      case 'store':
        storeDown = now.down;
    }
  };

  listen();
  await world.start();
  for (const now of steps) {
    await take(now);
    await clock.settle();
    await check();
  }

  // All is well again, and the provider shows what became of everything.
  storeDown = false;
  provider.outage = false;
  provider.otherwise = 'accept';
  provider.letGo('lost');
  // What waits its turn is bought now.
  await clock.advance(15_000);
  await check();
  const tellAll = (): void => {
    for (const billed of provider.ledger) provider.tell(billed.upstreamTaskId, endOf(billed));
  };
  // In every second life the truth comes to light only after we have given up.
  const isLate = steps.length % 2 === 0;
  if (!isLate) tellAll();
  // Silence, long enough: every task ends by itself.
  for (let time = 0; time < 4; time += 1) await clock.jump(TIMING.taskDeadlineMs / 2);
  await check();
  for (const task of seen.values())
    hold(task.status === 'SUCCEEDED' || task.status === 'FAILED', 'every task ends', task);
  // And whatever was announced before or now is what the task has come to.
  tellAll();
  for (const billed of provider.ledger) hold((await post(billed.taskId, bodyOf(billed, 'complete'))) === 200, 'heard');
  for (let time = 0; time < 3; time += 1) await clock.jump(3_000);
  await check();
  for (const billed of provider.ledger) {
    const task = await world.task(billed.taskId);
    const end = endOf(billed);
    const about = { truth: truthOf(billed), task };
    hold(task.upstreamTaskId === billed.upstreamTaskId, 'each purchase finds its task', about);
    if (end.state === 'succeeded') {
      hold(task.status === 'SUCCEEDED' && same(task.output, end.output), 'the same end for the same evidence', about);
      hold(task.charge === 'CHARGED' && task.error === null, 'the charge is what the provider says', about);
    } else if (end.state === 'failed') {
      hold(task.status === 'FAILED' && same(task.error, end.error), 'the same end for the same evidence', about);
      hold(task.charge === (end.refunded ? 'REFUNDED' : 'CHARGED'), 'the charge is what the provider says', about);
    }
  }
  await world.reconciler.stop();
  world.db.close();
};
