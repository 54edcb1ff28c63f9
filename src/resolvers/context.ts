import type { Account } from '../domain/account.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { TaskService } from '../domain/tasks/task-service.ts';
import type { Uploads } from '../domain/uploads/uploads.ts';
import type { Loaders } from './loaders.ts';

/** Addresses at which the gateway itself serves something. */
export interface Links {
  /** The notes of a task as a Standard MIDI File. */
  midiFile(taskId: string): string;
}

/** What every resolver gets: the viewer, and the services. One per GraphQL request. */
export interface RequestContext {
  /** Who the credentials belong to, e.g. `key:alice` or `jwt:carol`; `anonymous` where AUTH=none. */
  readonly viewer: string;
  readonly tasks: TaskService;
  readonly account: Account;
  readonly uploads: Uploads;
  readonly loaders: Loaders;
  /** For whether files have expired, and nothing else: answers are kept until then (docs/decisions/042-what-is-kept.md). */
  readonly clock: Clock;
  readonly links: Links;
}
