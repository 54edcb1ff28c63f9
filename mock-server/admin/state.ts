import { z } from 'zod';
import { operationNames, operationOf } from '../operations/index.ts';
import type { Dump } from '../provider/dump.ts';
import { dump, load } from '../provider/dump.ts';
import { type Route, route } from './route.ts';
import * as shapes from './shapes.ts';

const failure = z.object({ code: z.number(), message: z.string() });

/** Some 250 years: at the highest speed setting still a time that a `Date` can have. */
const spanMs = z.number().min(0).max(8e12);

const stage = z.object({
  name: z.string(),
  state: z.string().nullable(),
  afterMs: spanMs,
  failure: failure.nullable(),
  refund: z.boolean(),
  callbacksAfterMs: z.array(spanMs),
});

const httpUrl = z.url({ protocol: /^https?$/ });

const taskMembers = shapes.task.extend({
  operation: z.enum(operationNames),
  callBackUrl: httpUrl,
  content: z.record(z.string(), shapes.json),
  files: z.array(
    z.object({
      path: z.string(),
      part: z.string(),
      song: z.object({
        seed: z.string(),
        seconds: z.number().positive(),
        hasVocals: z.boolean(),
        voice: z.string().optional(),
      }),
    }),
  ),
  plan: z.array(stage),
});

/** A task whose content its operation can read: it would be found out at the next stage, with everything else gone. */
const storedTask = taskMembers.superRefine(({ operation, content }, context) => {
  for (const { path, message } of operationOf(operation).content.safeParse(content).error?.issues ?? []) {
    context.addIssue({ code: 'custom', path: ['content', ...path], message });
  }
});

const state: z.ZodType<Dump, Dump> = z.object({
  version: z.literal(1),
  settings: shapes.settings,
  clock: z.object({ now: shapes.epochMs, stopped: z.boolean() }),
  sold: z.int().min(0),
  balance: z.number(),
  ledger: z.array(shapes.ledgerEntry),
  tasks: z.array(storedTask),
  callbacks: z.array(shapes.delivery.extend({ url: httpUrl })),
  rules: z.array(shapes.rule),
});

export const stateRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/state',
    summary: 'Everything the mock remembers, to be loaded again; without the journal',
    answer: state,
    run: (mock) => ({ json: dump(mock) }),
  }),
  route({
    method: 'PUT',
    path: '/state',
    summary: 'Take over a state; tasks under way go on',
    body: state,
    answer: z.object({ tasks: z.int(), callbacks: z.int() }),
    run: (mock, { body }) => {
      load(mock, body);
      return { json: { tasks: body.tasks.length, callbacks: body.callbacks.length } };
    },
  }),
  route({
    method: 'POST',
    path: '/reset',
    summary: 'Forget all that happened. With a seed, ids begin anew from it',
    body: z.strictObject({ seed: z.string().min(1).optional(), credits: z.number().min(0).optional() }),
    answer: z.object({ seed: z.string(), balance: z.number() }),
    run: (mock, { body }) => {
      mock.reset(body);
      return { json: { seed: mock.settings.seed, balance: mock.ledger.balance() } };
    },
  }),
  route({
    method: 'GET',
    path: '/settings',
    summary: 'What the mock was started with, or set to since',
    answer: shapes.settings,
    run: ({ settings }) => ({ json: settings }),
  }),
  route({
    method: 'PATCH',
    path: '/settings',
    summary: 'Change settings while running; prices are merged, and credits sets the balance',
    body: shapes.settings
      .omit({ seed: true })
      .extend({ credits: z.number().min(0) })
      .partial()
      .strict(),
    answer: shapes.settings,
    run: ({ settings, ledger, events }, { body: { credits, prices, ...changes } }) => {
      Object.assign(settings, changes, { prices: { ...settings.prices, ...prices } });
      if (credits !== undefined) ledger.setBalance(credits);
      events.emit('settings', settings);
      return { json: settings };
    },
  }),
];
