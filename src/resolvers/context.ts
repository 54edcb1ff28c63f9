import type { Account } from '../domain/account.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { TaskService } from '../domain/tasks/task-service.ts';
import type { Loaders } from './loaders.ts';

/** What every resolver gets: who asks, and what can be done for them. One per operation. */
export interface RequestContext {
  /** The subject of the credentials; `anonymous` where AUTH=none. */
  readonly viewer: string;
  readonly tasks: TaskService;
  readonly account: Account;
  readonly loaders: Loaders;
  readonly clock: Clock;
}
