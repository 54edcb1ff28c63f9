import { textOf } from '../core/json.ts';
import type { Task } from '../core/task.ts';
import type { Made, MakeContext, Operation } from '../operations/operation.ts';
import type { Mock } from './mock.ts';

/** What an operation needs to make a task of a request. */
export const makeContext = (mock: Mock, taskId: string, origin: string): MakeContext => ({
  taskId,
  dialect: mock.settings.dialect,
  origin,
  task: mock.tasks.get,
  tasks: mock.tasks.all,
  file: mock.tasks.file,
  readUpload: mock.readUpload,
  stemNames: mock.player.stemNames,
  notes: mock.player.notes,
});

/** A task at the moment of its purchase: nothing has happened, and nothing is planned. */
export const newTask = (
  mock: Mock,
  operation: Operation,
  request: Task['request'],
  made: Made<Task['content']>,
  { id, api, origin, price }: Pick<Task, 'id' | 'api' | 'origin' | 'price'>,
): Task => ({
  id,
  operation: operation.name,
  api,
  request,
  callBackUrl: textOf(request, 'callBackUrl'),
  origin,
  acceptedAt: mock.clock.now(),
  price,
  content: made.content,
  files: made.files,
  state: operation.recordPath === null ? 'SUCCESS' : 'PENDING',
  reached: null,
  failure: null,
  completedAt: null,
  scenarios: [],
  plan: [],
  history: [],
});
