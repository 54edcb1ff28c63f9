import type { AlignedWord as AlignedWordShape } from '../domain/outputs/timestamped-lyrics.ts';
import type { Task as TaskShape } from '../domain/tasks/lifecycle/task.ts';
import { buy } from '../resolvers/buy.ts';
import { builder } from './builder.ts';
import { Node } from './node.ts';
import { BUYS, TaskPayload } from './payload.ts';
import { sourceTrackFields } from './source-track.ts';
import { Task } from './task.ts';
import { TrackInput } from './track-input.ts';

const AlignedWord = builder.objectRef<AlignedWordShape>('AlignedWord').implement({
  description: 'A word, and when it is sung.',
  fields: (t) => ({
    word: t.exposeString('word', { description: 'The word, with what stands around it in the lyrics.' }),
    start: t.exposeFloat('start', { description: 'Seconds.' }),
    end: t.exposeFloat('end', { description: 'Seconds.' }),
  }),
});

builder.objectRef<TaskShape<'TIMESTAMP_LYRICS'>>('TimestampedLyricsTask').implement({
  description: 'When each word of a track is sung.',
  interfaces: [Task, Node],
  fields: (t) => ({
    ...sourceTrackFields(t),
    words: t.field({
      type: [AlignedWord],
      description: 'Empty until SUCCEEDED.',
      resolve: ({ output }) => (output.kind === 'timestamped-lyrics' ? output.words : []),
    }),
    waveform: t.floatList({
      description: 'Loudness over time, as the provider draws it; may be empty.',
      resolve: ({ output }) => (output.kind === 'timestamped-lyrics' ? output.waveform : []),
    }),
  }),
});

builder.mutationField('timestampLyrics', (t) =>
  t.field({
    type: TaskPayload,
    description: 'When each word of a track is sung. Bought once per track.',
    extensions: BUYS,
    args: { input: t.arg({ type: TrackInput, required: true, description: 'The track.' }) },
    resolve: (_root, { input }, context) => buy('TIMESTAMP_LYRICS', input, context),
  }),
);
