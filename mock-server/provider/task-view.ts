import { z } from 'zod';
import { stage, type Task, task } from '../core/task.ts';

/** A task as events and the admin API show it: without the operation's own content, and with links to its files. */
export const shownTask = task.omit({ content: true }).extend({
  files: z.array(z.object({ url: z.string(), part: z.string(), seconds: z.number() })),
  plan: z.array(stage.pick({ name: true, state: true, afterMs: true })),
});
export type ShownTask = Readonly<z.infer<typeof shownTask>>;

export const showTask = ({ content: _content, files, plan, ...shown }: Task): ShownTask => ({
  ...shown,
  files: files.map(({ path, part, song }) => ({
    url: `${shown.origin}${encodeURI(path)}`,
    part,
    seconds: song.seconds,
  })),
  plan: plan.map(({ name, state, afterMs }) => ({ name, state, afterMs })),
});
