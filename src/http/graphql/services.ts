import type { Account } from '../../domain/account.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { TaskService } from '../../domain/tasks/task-service.ts';
import type { Uploads } from '../../domain/uploads/uploads.ts';
import type { Links } from '../../resolvers/context.ts';

/** What resolvers use. */
export interface Services {
  readonly tasks: TaskService;
  readonly account: Account;
  readonly uploads: Uploads;
  readonly clock: Clock;
  readonly links: Links;
}
