import type { Task as TaskShape } from '../domain/tasks/lifecycle/task.ts';
import { buy } from '../resolvers/buy.ts';
import { builder } from './builder.ts';
import { Node } from './node.ts';
import { BUYS, FORCE_NEW, IDEMPOTENCY_KEY, TaskPayload } from './payload.ts';
import { TrackRef } from './separate-vocals.ts';
import { fileField, sourceTrackFields } from './source-track.ts';
import { Task } from './task.ts';

const CreateVideoInput = builder.inputType('CreateVideoInput', {
  description: 'The track to film, and what the picture says.',
  fields: (t) => ({
    source: t.field({ type: TrackRef, required: true, description: 'The track, by the ids of the provider.' }),
    author: t.string({ description: 'Name that the picture shows; at most 50 characters.' }),
    domainName: t.string({ description: 'Web address that the picture shows; at most 50 characters.' }),
    forceNew: t.boolean(FORCE_NEW),
    idempotencyKey: t.string(IDEMPOTENCY_KEY),
  }),
});

builder.objectRef<TaskShape<'CREATE_VIDEO'>>('VideoTask').implement({
  description: 'A task that makes a music video of a track.',
  interfaces: [Task, Node],
  fields: (t) => ({
    ...sourceTrackFields(t),
    url: fileField(t, 'the video'),
  }),
});

builder.mutationField('createVideo', (t) =>
  t.field({
    type: TaskPayload,
    description: 'A music video of a track. Bought once per track, author and domain.',
    extensions: BUYS,
    args: {
      input: t.arg({
        type: CreateVideoInput,
        required: true,
        description: 'The track to film, and what the picture says.',
      }),
    },
    resolve: (_root, { input }, context) => buy('CREATE_VIDEO', input, context),
  }),
);
