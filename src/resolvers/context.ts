import type { Account } from '../domain/account.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { TaskService } from '../domain/tasks/task-service.ts';
import type { Uploads } from '../domain/uploads/uploads.ts';
import type { Loaders } from './loaders.ts';

/** What every resolver gets: the viewer, and the services. One per GraphQL request. */
export interface RequestContext {
  /** Who the credentials belong to, e.g. `key:alice` or `jwt:carol`; `anonymous` where AUTH=none. */
  readonly viewer: string;
  readonly tasks: TaskService;
  readonly account: Account;
  readonly uploads: Uploads;
  readonly loaders: Loaders;
  readonly clock: Clock;
}
