import { z } from 'zod';
import { dump, load, stateDump } from '../provider/dump.ts';
import { changeSettings, settings, showSettings } from '../provider/settings.ts';
import { type Route, route } from './route.ts';

export const stateRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/state',
    summary: 'All that the mock keeps, to be loaded again; without the journal and without keys',
    answer: stateDump,
    run: (mock) => ({ json: dump(mock) }),
  }),
  route({
    method: 'PUT',
    path: '/state',
    summary: 'Load a state; unfinished tasks go on',
    body: stateDump,
    answer: z.object({ tasks: z.int(), callbacks: z.int() }),
    run: (mock, { body }) => {
      load(mock, body);
      return { json: { tasks: body.tasks.length, callbacks: body.callbacks.length } };
    },
  }),
  route({
    method: 'POST',
    path: '/reset',
    summary: 'Return to how the mock was started, settings and clock included. With a seed, ids begin anew from it',
    body: z.strictObject({
      seed: z.string().min(1).optional(),
      credits: z.number().min(0).optional(),
      keepSettings: z.boolean().optional().describe('Keeps settings and clock as they are now.'),
    }),
    answer: z.object({ seed: z.string(), balance: z.number() }),
    run: (mock, { body }) => {
      mock.reset(body);
      return { json: { seed: mock.settings.seed, balance: mock.ledger.balance() } };
    },
  }),
  route({
    method: 'GET',
    path: '/settings',
    summary: 'The settings now; keys are shown as ***',
    answer: settings,
    run: (mock) => ({ json: showSettings(mock.settings) }),
  }),
  route({
    method: 'PATCH',
    path: '/settings',
    summary: 'Change settings while running; prices are merged, and credits sets the balance',
    body: settings
      .omit({ seed: true })
      .extend({
        credits: z.number().min(0),
        speed: settings.shape.timeScale.describe('Old name of `timeScale`; still taken.'),
      })
      .partial()
      .strict(),
    answer: settings,
    run: (mock, { body: { credits, prices, speed, ...changes } }) => {
      changeSettings(mock.settings, {
        ...(speed === undefined ? {} : { timeScale: speed }),
        ...changes,
        prices: { ...mock.settings.prices, ...prices },
      });
      if (credits !== undefined) mock.ledger.setBalance(credits);
      const shown = showSettings(mock.settings);
      mock.events.emit('settings', shown);
      return { json: shown };
    },
  }),
];
