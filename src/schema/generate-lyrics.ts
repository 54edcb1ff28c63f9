import type { LyricsVariant as LyricsVariantShape } from '../domain/outputs/lyrics.ts';
import type { Task as TaskShape } from '../domain/tasks/lifecycle/task.ts';
import { buy } from '../resolvers/buy.ts';
import { builder } from './builder.ts';
import { Node } from './node.ts';
import { BUYS, IDEMPOTENCY_KEY, TaskPayload } from './payload.ts';
import { Task } from './task.ts';

const GenerateLyricsInput = builder.inputType('GenerateLyricsInput', {
  description: 'What the lyrics are to be about.',
  fields: (t) => ({
    prompt: t.string({ required: true, description: 'At most 200 characters.' }),
    idempotencyKey: t.string(IDEMPOTENCY_KEY),
  }),
});

const LyricsVariant = builder.objectRef<LyricsVariantShape>('LyricsVariant').implement({
  description: 'One of several texts to the same prompt.',
  fields: (t) => ({
    title: t.exposeString('title', { nullable: true, description: 'Its title.' }),
    text: t.exposeString('text', { description: 'The words, with marks such as [Verse].' }),
  }),
});

builder.objectRef<TaskShape>('LyricsTask').implement({
  description: 'A task that writes lyrics.',
  interfaces: [Task, Node],
  fields: (t) => ({
    variants: t.field({
      type: [LyricsVariant],
      description: 'Empty until SUCCEEDED.',
      resolve: ({ output }) => (output.kind === 'lyrics' ? output.variants : []),
    }),
  }),
});

builder.mutationField('generateLyrics', (t) =>
  t.field({
    type: TaskPayload,
    description: 'Write lyrics; several variants a call.',
    extensions: BUYS,
    args: { input: t.arg({ type: GenerateLyricsInput, required: true, description: 'What they are to be about.' }) },
    resolve: (_root, { input }, context) => buy('GENERATE_LYRICS', input, context),
  }),
);
