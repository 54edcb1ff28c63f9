import { eventLine } from '../../core/event-line.ts';
import type { Command } from '../command.ts';

export const listen: Command = {
  name: 'listen',
  usage: '',
  summary: 'Print requests, callbacks, charges and tasks as they happen, with what is odd about them',
  words: 0,
  options: {},
  run: async ({ admin, print }) => {
    print(`listening to ${admin.url}; stop with Ctrl-C`);
    for await (const { type, data } of admin.events()) {
      const line = eventLine(type, data);
      if (line !== null) print(line);
    }
    print('the mock has gone away');
    return 0;
  },
};
