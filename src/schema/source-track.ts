import type { Task } from '../domain/tasks/lifecycle/task.ts';
import { fileOf } from '../resolvers/files.ts';
import type { builder } from './builder.ts';

/*
 * What the tasks have in common that are made from one track.
 */

type TrackTask = Task<'CONVERT_TO_WAV' | 'CREATE_VIDEO' | 'GENERATE_PERSONA' | 'TIMESTAMP_LYRICS'>;
type Fields<Shape> = PothosSchemaTypes.ObjectFieldBuilder<typeof builder.$inferSchemaTypes, Shape>;

export const sourceTrackFields = <Shape extends TrackTask>(t: Fields<Shape>) => ({
  sourceTaskId: t.string({
    description: "The provider's id of the music task.",
    resolve: ({ input }) => input.source.taskId,
  }),
  sourceAudioId: t.string({ description: 'Which track of it.', resolve: ({ input }) => input.source.audioId }),
});

/** @param what the file is, with its article. */
export const fileField = <Shape extends TrackTask>(t: Fields<Shape>, what: string) =>
  t.field({
    type: 'URL',
    nullable: true,
    description: `Address of ${what}; null until SUCCEEDED, and after \`Task.expiresAt\`.`,
    resolve: (task, _args, context) => fileOf(task, context),
  });
