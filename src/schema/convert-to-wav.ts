import type { Task as TaskShape } from '../domain/tasks/lifecycle/task.ts';
import { buy } from '../resolvers/buy.ts';
import { builder } from './builder.ts';
import { Node } from './node.ts';
import { BUYS, TaskPayload } from './payload.ts';
import { fileField, sourceTrackFields } from './source-track.ts';
import { Task } from './task.ts';
import { TrackInput } from './track-input.ts';

builder.objectRef<TaskShape<'CONVERT_TO_WAV'>>('WavTask').implement({
  description: 'A task that makes a WAV of a track.',
  interfaces: [Task, Node],
  fields: (t) => ({
    ...sourceTrackFields(t),
    url: fileField(t, 'the WAV'),
  }),
});

builder.mutationField('convertToWav', (t) =>
  t.field({
    type: TaskPayload,
    description: 'A track as WAV. Bought once per track.',
    extensions: BUYS,
    args: { input: t.arg({ type: TrackInput, required: true, description: 'The track.' }) },
    resolve: (_root, { input }, context) => buy('CONVERT_TO_WAV', input, context),
  }),
);
