import { derivedOf, liveUrl, separationsOf, type TrackOfTask } from '../resolvers/music.ts';
import { pageSize } from './bounds.ts';
import { builder } from './builder.ts';
import { Node } from './node.ts';
import { SeparationTask } from './separation.ts';
import { Operation, Task } from './task.ts';

/** Tasks of one track in a list, where the client asks for no number. */
const DEFAULT_FIRST = 20;

/** Extensions of a list that is mostly short: `src/http` counts it as so long where the client asks for no number. */
const MOSTLY_SHORT = { usualLength: 5 };

export const Track = builder.objectRef<TrackOfTask>('Track').implement({
  description: 'A piece of music. A field is null until the provider has reported it.',
  interfaces: [Node],
  fields: (t) => ({
    audioId: t.exposeString('audioId', { description: "The provider's id of the track, unique within its task." }),
    taskId: t.exposeString('taskId', {
      description: "The provider's id of the task that made it: with audioId, what separateVocals asks for.",
    }),
    title: t.exposeString('title', { nullable: true, description: 'Title.' }),
    tags: t.exposeString('tags', { nullable: true, description: 'Style, in words.' }),
    lyrics: t.exposeString('lyrics', { nullable: true, description: 'The lyrics that are sung.' }),
    model: t.exposeString('model', {
      nullable: true,
      description: "The provider's name of the model that made the track.",
    }),
    duration: t.exposeFloat('duration', { nullable: true, description: 'Seconds.' }),
    audioUrl: t.field({
      type: 'URL',
      nullable: true,
      description: 'Address of the file, valid until `Task.expiresAt`.',
      resolve: (node, _args, context) => liveUrl(node, node.audioUrl, context),
    }),
    streamUrl: t.field({
      type: 'URL',
      nullable: true,
      description: 'Address of a stream that can be played before the file is ready.',
      resolve: (node, _args, context) => liveUrl(node, node.streamUrl, context),
    }),
    imageUrl: t.field({
      type: 'URL',
      nullable: true,
      description: 'Address of the cover picture.',
      resolve: (node, _args, context) => liveUrl(node, node.imageUrl, context),
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      nullable: true,
      description: "When the provider began to make it, by the provider's clock.",
    }),
    separations: t.field({
      type: [SeparationTask],
      description: "The viewer's separations of this track, newest first, at most `first` of them.",
      extensions: MOSTLY_SHORT,
      args: { first: t.arg.int({ defaultValue: DEFAULT_FIRST, description: '1 to 100.' }) },
      resolve: (node, { first }, context) => separationsOf(node, pageSize(first ?? DEFAULT_FIRST), context),
    }),
    derived: t.field({
      type: [Task],
      description: "Everything of the viewer's that was made from this track, newest first.",
      extensions: MOSTLY_SHORT,
      args: {
        first: t.arg.int({ defaultValue: DEFAULT_FIRST, description: '1 to 100.' }),
        operation: t.arg({ type: [Operation], description: 'Only tasks of these; by default, all.' }),
      },
      resolve: (node, { first, operation = null }, context) =>
        derivedOf(node, pageSize(first ?? DEFAULT_FIRST), operation, context),
    }),
  }),
});
