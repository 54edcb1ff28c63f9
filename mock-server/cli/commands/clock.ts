import type { ClockEvent } from '../../core/clock.ts';
import { type Command, durationOf, UsageError, wholeNumber } from '../command.ts';

interface Told {
  readonly now: number;
  readonly stopped: boolean;
  readonly pending: readonly ClockEvent[];
  readonly ran?: readonly ClockEvent[];
}

const line = ({ at, what }: ClockEvent): string => `  ${new Date(at).toISOString()}  ${what}`;

const report = ({ now, stopped, pending, ran = [] }: Told): string =>
  [
    `${new Date(now).toISOString()}, ${stopped ? 'stopped' : 'running'}`,
    ...(ran.length > 0 ? ['ran', ...ran.map(line)] : []),
    ...(pending.length > 0 ? ['to come', ...pending.map(line)] : ['nothing to come']),
  ].join('\n');

export const clock: Command = {
  name: 'clock',
  usage: '[stop | start | step [<count>] | jump <15s>]',
  summary: 'The mock’s time: read it, stop it, step from event to event, jump ahead',
  words: 2,
  options: {},
  run: async ({ words: [verb, amount], admin, print }) => {
    const move = (path: string, body?: object) => admin.send<Told>('POST', `/clock/${path}`, body);
    const ask = (): Promise<Told> => {
      if (verb === undefined) return admin.get<Told>('/clock');
      if ((verb === 'stop' || verb === 'start') && amount === undefined) return move(verb);
      if (verb === 'step') return move('step', { count: wholeNumber(amount ?? '1', 'clock step') });
      if (verb === 'jump' && amount !== undefined) return move('jump', { ms: durationOf(amount) });
      throw new UsageError('the clock can stop, start, step [<count>] and jump <15s>');
    };
    print(report(await ask()));
    return 0;
  },
};
