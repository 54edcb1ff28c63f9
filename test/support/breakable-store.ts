import type { TaskStore } from '../../src/domain/ports/task-store.ts';
import { StoreUnavailableError } from '../../src/domain/tasks/errors.ts';

/** A store whose methods fail while `broken` names them. */
export const breakable = () => {
  const broken = new Set<keyof TaskStore>();
  const wrapStore = (store: TaskStore): TaskStore =>
    new Proxy(store, {
      get: (target, name) =>
        broken.has(name as keyof TaskStore)
          ? () => Promise.reject(new StoreUnavailableError('The store cannot be written to: disk is full'))
          : Reflect.get(target, name),
    });
  return { broken, wrapStore };
};
