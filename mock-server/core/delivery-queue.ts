import { createBoundedList } from './bounded-list.ts';
import type { Clock } from './clock.ts';
import type { Attempt, Delivery, NewDelivery } from './delivery.ts';
import { createDeliverySender, type Network } from './delivery-sender.ts';
import type { Events } from './events.ts';
import type { Generations } from './generations.ts';
import type { Holds } from './holds.ts';
import type { Journal } from './journal.ts';
import type { Settings } from './settings.ts';

export interface DeliveryQueue {
  /** Queues a callback; tells `onGivenUp` when the last retry has failed. */
  queue(order: NewDelivery, afterMs: number): Delivery;
  /** Posts once more, outside the retry schedule, and answers with how that went. */
  resend(delivery: Delivery): Promise<Attempt>;
  /** Resolves when a callback, or a task's first, has been posted and answered, or failed; ask before it can leave. */
  firstAttempt(id: string): Promise<void>;
  get(id: string): Delivery | undefined;
  all(): readonly Delivery[];
  load(deliveries: readonly Delivery[]): void;
  clear(): void;
}

/** "Stops after 3 consecutive failed retries": the first post and three more. Source: docs.kie.ai, callback pages. */
const RETRIES = 3;
/** Spacing is undocumented; one page says exponential. Scaled by the speed. */
const RETRY_AFTER_MS = [1_000, 2_000, 4_000] as const;
const CAPACITY = 5_000;

export const createDeliveryQueue = (
  {
    clock,
    generations,
    events,
    holds,
    journal,
    settings,
  }: { clock: Clock; generations: Generations; events: Events; holds: Holds; journal: Journal; settings: Settings },
  network: Network,
  onGivenUp: (delivery: Delivery) => void,
): DeliveryQueue => {
  const carry = createDeliverySender({ clock, settings }, network);
  const list = createBoundedList<Delivery>(CAPACITY);
  // First attempts of one task go one after the other: at speed 0 all stages happen at once, and order would be luck.
  const chains = new Map<string, Promise<unknown>>();
  const awaited = new Map<string, () => void>();
  let count = 0;

  const announce = (delivery: Delivery): void => events.emit('callback', delivery);

  const post = async (delivery: Delivery, generation: AbortSignal): Promise<Attempt> => {
    const at = clock.now();
    const { sent, ending } = await carry(delivery, generation);
    const done: Attempt = { at, status: ending.status, error: ending.error };
    if (generation.aborted) return done;
    delivery.attempts = [...delivery.attempts, done];
    const { pathname } = new URL(delivery.url);
    journal.add({
      kind: 'callback',
      at,
      ms: clock.now() - at,
      method: 'POST',
      url: delivery.url,
      path: pathname,
      sent,
      ending,
      code: null,
      taskId: delivery.taskId,
      stage: delivery.stage,
      attempt: delivery.attempts.length,
      notes: [],
    });
    return done;
  };

  const attempt = async (delivery: Delivery, retry: number): Promise<void> => {
    const generation = generations.current;
    await holds.pass('callback', delivery.taskId);
    // Busy only now: what is held may be held for ever, and no jump should wait for that.
    const { status } = await clock.busy(post(delivery, generation));
    if (generation.aborted) return;
    // Only a 200 counts; other 2xx are undocumented, and clients must not build on them.
    delivery.state = status === 200 ? 'delivered' : retry < RETRIES ? 'retrying' : 'given-up';
    if (delivery.state === 'retrying') {
      const afterMs = (RETRY_AFTER_MS[retry] ?? 0) * settings.speed;
      const what = `retry ${retry + 1} of ${delivery.stage} for ${delivery.taskId}`;
      clock.after(afterMs, what, () => attempt(delivery, retry + 1));
    }
    announce(delivery);
    for (const id of [delivery.taskId, delivery.id]) {
      awaited.get(id)?.();
      awaited.delete(id);
    }
    if (delivery.state === 'given-up') onGivenUp(delivery);
  };

  const schedule = (delivery: Delivery): void => {
    const { taskId, stage } = delivery;
    clock.after(delivery.dueAt - clock.now(), `callback ${stage} of ${taskId}`, () => {
      const chain = (chains.get(taskId) ?? Promise.resolve()).then(() => attempt(delivery, delivery.attempts.length));
      chains.set(taskId, chain);
      return chain.finally(() => {
        if (chains.get(taskId) === chain) chains.delete(taskId);
      });
    });
  };

  return {
    queue: (order, afterMs) => {
      const delivery: Delivery = {
        ...order,
        id: `callback-${++count}`,
        dueAt: clock.now() + afterMs,
        state: 'waiting',
        attempts: [],
      };
      list.add(delivery);
      announce(delivery);
      schedule(delivery);
      return delivery;
    },
    resend: async (delivery) => {
      const generation = generations.current;
      const done = await clock.busy(post(delivery, generation));
      if (generation.aborted) return done;
      if (done.status === 200) delivery.state = 'delivered';
      announce(delivery);
      return done;
    },
    firstAttempt: (id) => new Promise((tell) => awaited.set(id, tell)),
    get: (id) => list.all().find((delivery) => delivery.id === id),
    all: () => list.all(),
    load: (deliveries) => {
      for (const delivery of deliveries) {
        list.add(delivery);
        count = Math.max(count, Number(delivery.id.split('-').at(-1)));
        if (delivery.state === 'waiting' || delivery.state === 'retrying') schedule(delivery);
      }
    },
    clear: () => {
      list.clear();
      chains.clear();
      awaited.clear();
    },
  };
};
