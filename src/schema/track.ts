import { liveUrl, separationsOf, type TrackOfTask } from '../resolvers/music.ts';
import { builder } from './builder.ts';
import { Node } from './node.ts';
import { SeparationTask } from './separation.ts';

export const Track = builder.objectRef<TrackOfTask>('Track').implement({
  description: 'A piece of music. A field is null until the provider has reported it.',
  interfaces: [Node],
  fields: (t) => ({
    audioId: t.string({
      description: "The provider's id of the track, unique within its task.",
      resolve: ({ track }) => track.audioId,
    }),
    taskId: t.string({
      description: "The provider's id of the task that made it: with audioId, what separateVocals asks for.",
      resolve: ({ ref }) => ref.taskId,
    }),
    title: t.string({ nullable: true, description: 'Title.', resolve: ({ track }) => track.title }),
    tags: t.string({ nullable: true, description: 'Style, in words.', resolve: ({ track }) => track.tags }),
    lyrics: t.string({
      nullable: true,
      description: 'The lyrics that are sung.',
      resolve: ({ track }) => track.lyrics,
    }),
    model: t.string({
      nullable: true,
      description: "The provider's name of the model that made the track.",
      resolve: ({ track }) => track.model,
    }),
    duration: t.float({ nullable: true, description: 'Seconds.', resolve: ({ track }) => track.duration }),
    audioUrl: t.field({
      type: 'URL',
      nullable: true,
      description: 'Address of the file, valid until `Task.expiresAt`.',
      resolve: (node, _args, context) => liveUrl(node, node.track.audioUrl, context),
    }),
    streamUrl: t.field({
      type: 'URL',
      nullable: true,
      description: 'Address of a stream that can be played before the file is ready.',
      resolve: (node, _args, context) => liveUrl(node, node.track.streamUrl, context),
    }),
    imageUrl: t.field({
      type: 'URL',
      nullable: true,
      description: 'Address of the cover picture.',
      resolve: (node, _args, context) => liveUrl(node, node.track.imageUrl, context),
    }),
    createdAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: "When the provider began to make it, by the provider's clock.",
      resolve: ({ track }) => track.createdAt,
    }),
    separations: t.field({
      type: [SeparationTask],
      description: "The viewer's separations of this track, newest first.",
      resolve: (node, _args, context) => separationsOf(node, context),
    }),
  }),
});
