import type { TaskStore } from '../../src/domain/ports/task-store.ts';

/* The life of a process within a test: it may stand still, and die. */

/** A life that ends when the process dies. */
export interface Life {
  over: boolean;
}

/** Where everything that a process waits for comes to it: while the gate is closed, the process stands still. */
export interface Gate {
  /** Resolves when the process may go on. */
  pass(): Promise<void>;
}

/** What a dead process waits for. */
export const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

/** Does `work` as a process that may stand still, or die meanwhile: after that nothing begins, and nothing comes back. */
export const lived = async <T>(life: Life, gate: Gate, work: () => Promise<T>): Promise<T> => {
  await gate.pass();
  if (life.over) return await never();
  const result = await work();
  await gate.pass();
  return life.over ? await never() : result;
};

/** Counts the calls to a store in flight, so that settling can wait for them. After a crash no call goes on. */
export const watched = (store: TaskStore, counter: { busy: number; calls: number }, life: Life): TaskStore =>
  new Proxy(store, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return async (...given: unknown[]): Promise<unknown> => {
        // After a crash nothing goes on: neither begins nor comes back.
        if (life.over) return await never();
        counter.busy += 1;
        counter.calls += 1;
        const result: unknown = await Reflect.apply(method, target, given).finally(() => {
          counter.busy -= 1;
        });
        return life.over ? await never() : result;
      };
    },
  });

/** The store as a process sees it that may stand still. */
export const gated = (store: TaskStore, life: Life, gate: Gate): TaskStore =>
  new Proxy(store, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return (...given: unknown[]) => lived(life, gate, () => Reflect.apply(method, target, given));
    },
  });
