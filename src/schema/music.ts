import type * as domain from '../domain/outputs/music.ts';
import type { Task as TaskShape } from '../domain/tasks/lifecycle/task.ts';
import { musicOf, tracksOf } from '../resolvers/music.ts';
import { builder } from './builder.ts';
import { Node } from './node.ts';
import { Task } from './task.ts';
import { Track } from './track.ts';

const MusicStage = builder.enumType('MusicStage', {
  description: 'How far a piece of music has come: the provider reports it in three stages.',
  values: {
    LYRICS: { description: 'The lyrics are written.' },
    FIRST_TRACK: { description: 'The first track has its file.' },
    COMPLETE: { description: 'Every track has its file.' },
  } satisfies Record<domain.MusicStage, object>,
});

builder.objectRef<TaskShape>('MusicTask').implement({
  description: 'A task that makes music: one or more tracks.',
  interfaces: [Task, Node],
  fields: (t) => ({
    stage: t.field({
      type: MusicStage,
      nullable: true,
      description: 'Null before the first stage is reached.',
      resolve: (task) => musicOf(task).stage,
    }),
    tracks: t.field({
      type: [Track],
      description: "Grows as stages arrive; a track's urls are null until it has them.",
      resolve: tracksOf,
    }),
  }),
});
