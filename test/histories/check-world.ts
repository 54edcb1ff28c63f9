import type { Output } from '../../src/domain/outputs/output.ts';
import type { Stem } from '../../src/domain/outputs/separation.ts';
import type { Task } from '../../src/domain/tasks/lifecycle/task.ts';
import { timestamps } from '../support/bodies.ts';
import type { Billed } from '../support/fake-provider.ts';
import { checkStep, checkTask, hold, same, urlsOf } from './checks.ts';
import { VIEWERS } from './steps.ts';
import { failureOf, LYRICS_TEXTS, paidFor, resultInAnswer } from './truth.ts';
import type { Fate, HistoryWorld } from './world.ts';

/* What must hold of all tasks together, and of each one once the provider has told the truth about it. */

const MAX_UNSENT = 100;

/** What bought nothing binds no key, is not looked at, and is not written to any more. */
const checkRefused = ({ domain: { db }, notesOfRefused, seen }: HistoryWorld): void => {
  for (const task of seen.values()) {
    if (task.refusal === null) continue;
    const count = (sql: string): number => Number(db.prepare(sql).get(task.id)?.['count']);
    hold(
      count('SELECT count(*) AS count FROM idempotency_keys WHERE task_id = ?') === 0,
      'a refusal frees its key',
      task,
    );
    hold(count('SELECT count(check_at) AS count FROM tasks WHERE id = ?') === 0, 'a refusal is not polled', task);
    const notes = count('SELECT count(*) AS count FROM notes WHERE task_id = ?');
    hold(notes <= (notesOfRefused.get(task.id) ?? notes), 'what bought nothing does not grow', task);
    notesOfRefused.set(task.id, notes);
  }
  for (const viewer of VIEWERS) {
    const unsent = [...seen.values()].filter((task) => task.viewer === viewer && task.refusal !== null);
    hold(unsent.length <= MAX_UNSENT, 'what bought nothing is bounded');
  }
};

/** The ledger equation, and all that holds between two looks. */
export const checkWorld = async (world: HistoryWorld): Promise<void> => {
  const { domain, seen, bound, fates, mishaps } = world;
  const { ledger } = domain.provider;
  const pages = await Promise.all(VIEWERS.map((viewer) => domain.store.list(viewer, {}, 1_000, null)));
  for (const { task } of pages.flatMap(({ tasks }) => tasks)) {
    const before = seen.get(task.id);
    if (before) checkStep(before, task);
    checkTask(task);
    seen.set(task.id, task);
  }
  for (const row of domain.db.prepare('SELECT viewer, key, task_id FROM idempotency_keys').all()) {
    const name = `${row['viewer']}/${row['key']}`;
    bound.set(name, (bound.get(name) ?? new Set()).add(String(row['task_id'])));
  }
  hold(mishaps.length === 0, `nothing fails by our own mistake: ${mishaps[0]}`);
  const billed = new Set(ledger.map(({ taskId }) => taskId));
  for (const id of billed) {
    if (fates.has(id)) continue;
    const fate = world.fatesToCome.shift();
    if (fate) fates.set(id, fate);
  }
  hold(billed.size === ledger.length, 'no task is bought twice', ledger);
  hold(ledger.length <= world.wanted, 'no more is bought than was wanted');
  hold(
    [...billed].every((id) => seen.has(id)),
    'nothing is bought without its row',
  );
  for (const [key, tasks] of bound) {
    hold([...tasks].filter((id) => billed.has(id)).length <= 1, 'a key buys once', { key });
  }
  checkRefused(world);
};

const checkFailed = (task: Task, isRefunded: boolean): void => {
  hold(task.status === 'FAILED' && same(task.error, failureOf(isRefunded)), "a failure has the provider's words", task);
  hold(task.charge === (isRefunded ? 'REFUNDED' : 'CHARGED'), 'the charge is what the provider says', task);
};

const stemsOf = (output: Output): readonly Stem[] => (output.kind === 'separation' ? output.stems : []);

const checkSucceeded = (task: Task, upstreamTaskId: string, { spelling }: Fate): void => {
  const { output } = task;
  hold(task.status === 'SUCCEEDED' && task.error === null, 'what succeeded is told', task);
  hold(task.charge === 'CHARGED', 'the charge is what the provider says', task);
  if (output.kind === 'lyrics') {
    hold(
      same(
        output.variants.map(({ text }) => text),
        LYRICS_TEXTS,
      ),
      'every text is served',
      task,
    );
    return;
  }
  if (output.kind === 'timestamped-lyrics') {
    hold(same(output, timestamps), 'every word is served', task);
    return;
  }
  const files = paidFor(task.operation, upstreamTaskId);
  hold(same(urlsOf(task).sort(), files.map(({ url }) => url).sort()), 'every file that was paid for is served', task);
  if (output.kind === 'wav' || spelling.beside === 'no ids' || spelling.beside === 'one id') return;
  for (const { url, id, duration } of files) {
    const served =
      output.kind === 'music'
        ? output.tracks.find(({ audioUrl }) => audioUrl === url)
        : stemsOf(output).find((stem) => stem.url === url);
    hold(served?.audioId === id && served.duration === duration, 'with its own id and length', {
      served,
      task,
    });
  }
};

/** A purchase of which the provider has told the truth has come to it. */
export const checkTold = async (world: HistoryWorld, billed: Billed): Promise<void> => {
  const task = await world.domain.task(billed.taskId);
  const fate = world.fates.get(billed.taskId);
  if (!fate) return hold(false, 'every purchase has a fate', billed);
  hold(task.upstreamTaskId === billed.upstreamTaskId, 'each purchase finds its task', task);
  if (fate.truth === 'fails' || fate.truth === 'is refunded') checkFailed(task, fate.truth === 'is refunded');
  else checkSucceeded(task, billed.upstreamTaskId, fate);
};

/** Of a purchase that was to be answered with its result: there it is, or the answer was lost. */
export const checkAnswered = (task: Task): void => {
  const result = resultInAnswer(task);
  if (result === null || task.refusal !== null) return;
  const isDone = task.status === 'SUCCEEDED' && task.charge === 'CHARGED' && same(task.output, result);
  const isLost = task.error?.code === 'SUBMISSION_LOST' && task.charge === 'MAYBE_CHARGED';
  hold(isDone || isLost, 'what is answered with its result is done, or lost', task);
};

/** Whether a task shows what the provider had made for an earlier one. */
export const isAdopted = ({ charge, upstreamTaskId }: Task): boolean =>
  charge === 'NOT_CHARGED' && upstreamTaskId !== null;

/** What was made before is found, and was the same viewer's. */
export const checkAdopted = async ({ domain, seen }: HistoryWorld, { id }: Task): Promise<void> => {
  const task = await domain.task(id);
  const owner = domain.provider.ledger.find(({ upstreamTaskId }) => upstreamTaskId === task.upstreamTaskId);
  hold(owner !== undefined && seen.get(owner.taskId)?.viewer === task.viewer, "what is adopted is one's own", task);
  const files = paidFor(task.operation, task.upstreamTaskId ?? '').map(({ url }) => url);
  hold(task.status === 'SUCCEEDED' && same(urlsOf(task), files), 'what was made before is served', task);
};
