import { type Command, timeOf } from '../command.ts';

/** The members of an event that make a line; which of them it has depends on its type. */
interface Line {
  readonly at: number;
  readonly id?: string;
  readonly taskId?: string;
  readonly kind?: string;
  readonly method?: string;
  readonly path?: string;
  readonly code?: number | null;
  readonly operation?: string;
  readonly state?: string;
  readonly stage?: string | null;
  readonly credits?: number;
  readonly ending?: { readonly kind: string; readonly status: number | null };
}

const lines: Readonly<Record<string, (line: Line) => string>> = {
  task: ({ id, operation, state }) => `${operation} ${id} is ${state}`,
  ledger: ({ kind, credits, operation }) => `${kind} ${credits} for ${operation}`,
  journal: ({ kind, method, path, ending, code, stage }) =>
    `${kind === 'callback' ? `-> ${stage} callback to` : `<- ${method}`} ${path}: ${ending?.status ?? ending?.kind}${code === null ? '' : `, code ${code}`}`,
};

export const listen: Command = {
  name: 'listen',
  usage: '',
  summary: 'Print requests, callbacks, charges and tasks as they happen',
  words: 0,
  options: {},
  run: async ({ admin, print }) => {
    print(`listening to ${admin.url}; stop with Ctrl-C`);
    for await (const { type, data } of admin.events()) {
      const line = data as Line;
      const text = lines[type]?.(line);
      if (text) print(`${timeOf(line.at)}  ${type.padEnd(8)}  ${text}`);
    }
    print('the mock has gone away');
    return 0;
  },
};
