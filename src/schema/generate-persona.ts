import type { Task as TaskShape } from '../domain/tasks/lifecycle/task.ts';
import { buy } from '../resolvers/buy.ts';
import { builder } from './builder.ts';
import { Node } from './node.ts';
import { BUYS, IDEMPOTENCY_KEY, TaskPayload } from './payload.ts';
import { TrackRef } from './separate-vocals.ts';
import { sourceTrackFields } from './source-track.ts';
import { Task } from './task.ts';

const GeneratePersonaInput = builder.inputType('GeneratePersonaInput', {
  description: 'The voice to keep, and its name.',
  fields: (t) => ({
    source: t.field({
      type: TrackRef,
      required: true,
      description: 'A track with vocals, by the ids of the provider.',
    }),
    name: t.string({ required: true, description: 'At most 100 characters.' }),
    description: t.string({ required: true, description: 'What the voice is like; at most 1,000 characters.' }),
    vocalStart: t.float({
      required: true,
      defaultValue: 0,
      description: 'Seconds; the window is 10 to 30 s long.',
    }),
    vocalEnd: t.float({ required: true, defaultValue: 30, description: 'Seconds.' }),
    style: t.string({ description: 'Style of the music, in words; at most 1,000 characters.' }),
    idempotencyKey: t.string(IDEMPOTENCY_KEY),
  }),
});

builder.objectRef<TaskShape<'GENERATE_PERSONA'>>('PersonaTask').implement({
  description: 'A task that makes a reusable singer.',
  interfaces: [Task, Node],
  fields: (t) => ({
    ...sourceTrackFields(t),
    personaId: t.string({
      nullable: true,
      description: "The provider's id of the singer, which songs name; null until SUCCEEDED.",
      resolve: ({ output }) => (output.kind === 'persona' ? output.personaId : null),
    }),
    name: t.string({ description: 'Its name, as it was asked for.', resolve: ({ input }) => input.name }),
    description: t.string({
      description: 'What the voice is like, as it was asked for.',
      resolve: ({ input }) => input.description,
    }),
  }),
});

builder.mutationField('generatePersona', (t) =>
  t.field({
    type: TaskPayload,
    description: 'A reusable singer from a track.',
    extensions: BUYS,
    args: {
      input: t.arg({ type: GeneratePersonaInput, required: true, description: 'The voice to keep, and its name.' }),
    },
    resolve: (_root, { input }, context) => buy('GENERATE_PERSONA', input, context),
  }),
);
