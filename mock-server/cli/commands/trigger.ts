import type { Delivery } from '../../core/delivery.ts';
import { type Command, outcomeOf, UsageError } from '../command.ts';

/** `type=split_stem`; values that are JSON (numbers, true) are read as such. */
const fieldOf = (text: string): [string, unknown] => {
  const at = text.indexOf('=');
  if (at < 1) throw new UsageError(`--set takes field=value, not "${text}"`);
  const value = text.slice(at + 1);
  const isJson = /^(-?\d+(\.\d+)?|true|false|null)$/.test(value);
  return [text.slice(0, at), isJson ? JSON.parse(value) : value];
};

export const trigger: Command = {
  name: 'trigger',
  usage: '<callback> --to <url> [--task-id <id>] [--scenario <name>]… [--set <field=value>]…',
  summary: 'Send a given callback to any URL and show how it ended; without arguments, list them',
  details: [
    'Makes up a task, which charges nothing, sends one of its callbacks, and keeps the task: its record and files',
    'can be read afterwards. --set changes the request that the task is made of, e.g. --set type=split_stem.',
  ].join('\n'),
  words: 1,
  options: {
    to: { type: 'string' },
    'task-id': { type: 'string' },
    scenario: { type: 'string', multiple: true },
    set: { type: 'string', multiple: true },
  },
  run: async ({ words: [callback], option, options, admin, print }) => {
    if (callback === undefined) {
      const { triggers } = await admin.get<{ triggers: readonly string[] }>('/callbacks');
      print(triggers.join('\n'));
      return 0;
    }
    const url = option('to');
    if (url === undefined) throw new UsageError('say where to send it with --to <url>');
    const sent = await admin.send<Delivery>('POST', '/callbacks', {
      callback,
      url,
      taskId: option('task-id'),
      scenarios: options('scenario'),
      request: Object.fromEntries(options('set').map(fieldOf)),
    });
    const [attempt] = sent.attempts;
    print(JSON.stringify(sent.body, null, 2));
    print(
      `${sent.id}: ${callback} of task ${sent.taskId}: ${attempt ? outcomeOf(attempt) : 'waits, for the clock is stopped'}`,
    );
    return attempt === undefined || attempt.status === 200 ? 0 : 1;
  },
};
