import type * as domain from '../domain/operations/separate-vocals.ts';
import { type SeparationTask as SeparationTaskShape, stemsOf } from '../resolvers/separations.ts';
import { builder } from './builder.ts';
import { Node } from './node.ts';
import { Stem } from './stem.ts';
import { Task } from './task.ts';

export const SeparationType = builder.enumType('SeparationType', {
  description: 'Into which stems a track is split.',
  values: {
    SEPARATE_VOCAL: { description: 'Two stems, vocals and instrumental: upstream `separate_vocal`.' },
    SPLIT_STEM: { description: 'Up to twelve stems: upstream `split_stem`.' },
    SPLIT_STEM_ADVANCED: { description: 'One named stem and the rest of the mix: upstream `split_stem_advanced`.' },
  } satisfies Record<domain.SeparationType, object>,
});

export const SeparationTask = builder.objectRef<SeparationTaskShape>('SeparationTask').implement({
  description: 'A task that splits a track into stems.',
  interfaces: [Task, Node],
  fields: (t) => ({
    type: t.field({
      type: SeparationType,
      description: 'Into which stems the track is split.',
      resolve: ({ input }) => input.type,
    }),
    stemName: t.string({
      nullable: true,
      description: 'With SPLIT_STEM_ADVANCED.',
      resolve: ({ input }) => input.stemName ?? null,
    }),
    sourceTaskId: t.string({
      nullable: true,
      description: 'Null when the source was an audioUrl, like the one below.',
      resolve: ({ input }) => input.source.track?.taskId ?? null,
    }),
    sourceAudioId: t.string({
      nullable: true,
      description: 'Which track of that task is split.',
      resolve: ({ input }) => input.source.track?.audioId ?? null,
    }),
    stems: t.field({
      type: [Stem],
      description: 'Empty until SUCCEEDED; only stems that have a file.',
      resolve: (task, _args, context) => stemsOf(task, context),
    }),
  }),
});
