import type { OperationName } from '../domain/operations/index.ts';
import * as domain from '../domain/tasks/lifecycle/task.ts';
import { findTask } from '../resolvers/tasks.ts';
import { builder } from './builder.ts';
import { Node } from './node.ts';
import { typeOfTask } from './type-names.ts';

export const Operation = builder.enumType('Operation', {
  description: 'What can be bought.',
  values: {
    SEPARATE_VOCALS: { description: 'Split a track into stems.' },
    ADD_VOCALS: { description: 'Sing over an uploaded instrumental.' },
    GENERATE_LYRICS: { description: 'Write lyrics.' },
    TIMESTAMP_LYRICS: { description: 'Find out when each word of a track is sung.' },
    GENERATE_MUSIC: { description: 'Make a song.' },
    EXTEND_MUSIC: { description: 'Go on with a track.' },
    UPLOAD_AND_COVER: { description: 'Sing and play an uploaded song in another style.' },
    UPLOAD_AND_EXTEND: { description: 'Go on with an uploaded song.' },
    ADD_INSTRUMENTAL: { description: 'Play an accompaniment to an uploaded voice.' },
    GENERATE_MASHUP: { description: 'Blend two uploaded songs.' },
    REPLACE_SECTION: { description: 'Make a part of a track anew.' },
    GENERATE_SOUNDS: { description: 'Make a sound or a loop.' },
    CONVERT_TO_WAV: { description: 'Make a WAV of a track.' },
    CREATE_VIDEO: { description: 'Make a music video of a track.' },
    GENERATE_COVER: { description: 'Draw cover pictures for a music task.' },
    GENERATE_PERSONA: { description: 'Make a reusable singer from a track.' },
    BOOST_STYLE: { description: 'Describe a style in richer words.' },
    GENERATE_MIDI: { description: 'Write down the notes of a separation.' },
  } satisfies Record<OperationName, object>,
});

export const TaskStatus = builder.enumType('TaskStatus', {
  description: 'The state of a task. SUCCEEDED and FAILED are its finished states.',
  values: {
    SUBMITTING: { description: 'The purchase is written down; the provider has not answered yet.' },
    UNCONFIRMED: {
      description: "The provider's answer was lost: it may have been charged. A callback or the deadline decides.",
    },
    PROCESSING: { description: 'The provider accepted the purchase and is working on it.' },
    SUCCEEDED: { description: 'All files are there. This state is final.' },
    FAILED: {
      description: 'The task failed; `error` says why. Only a later report of the provider can still change this.',
    },
  } satisfies Record<domain.TaskStatus, object>,
});

const Charge = builder.enumType('Charge', {
  description: "What is known of the provider's bill for a task.",
  values: {
    NOT_CHARGED: { description: 'The provider charged nothing.' },
    CHARGED: { description: 'The provider accepted the purchase and charges for it.' },
    MAYBE_CHARGED: {
      description: "The provider's answer to the purchase was lost, and nothing has shown yet what became of it.",
    },
    REFUNDED: { description: 'The task failed and the provider gave the credits back.' },
  } satisfies Record<domain.Charge, object>,
});

const TaskErrorCode = builder.enumType('TaskErrorCode', {
  description: 'Why a task failed.',
  values: {
    REJECTED: { description: 'The provider refused the purchase; nothing was bought.' },
    GENERATION_FAILED: { description: 'The provider tried and failed.' },
    SENSITIVE_CONTENT: { description: "The provider's content policy forbids it." },
    SUBMISSION_LOST: {
      description:
        "The provider's answer was lost and no callback came before the deadline. Still adopted if one comes later.",
    },
    TIMED_OUT: { description: 'The provider did not finish in time. A result that comes later is still adopted.' },
    UPSTREAM_ERROR: { description: 'The provider had an error of its own, or its record of the task makes no sense.' },
  } satisfies Record<domain.TaskErrorCode, object>,
});

const TaskError = builder.objectRef<domain.TaskError>('TaskError').implement({
  description: 'Why a task failed.',
  fields: (t) => ({
    code: t.expose('code', { type: TaskErrorCode, description: 'The cause, for programs.' }),
    message: t.exposeString('message', { description: 'The cause, for people.' }),
    upstreamCode: t.exposeInt('upstreamCode', {
      nullable: true,
      description: "The provider's own code, where it gave one.",
    }),
  }),
});

const TaskEventType = builder.enumType('TaskEventType', {
  description: 'The kind of an event in a timeline.',
  values: {
    CREATED: { description: 'The purchase was written down.' },
    SUBMITTED: { description: 'The provider accepted the purchase. From here on its id of the task is known.' },
    SUBMISSION_UNCONFIRMED: { description: "The provider's answer to the purchase was lost." },
    LYRICS_READY: { description: 'The lyrics are written.' },
    FIRST_TRACK_READY: { description: 'The first track has its file.' },
    SUCCEEDED: { description: 'All files are there.' },
    FAILED: { description: 'The task failed; its `error` says why.' },
  } satisfies Record<domain.TaskEventType, object>,
});

const TaskEvent = builder.objectRef<domain.TaskEvent>('TaskEvent').implement({
  description: "One event in a task's timeline.",
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', description: 'When it happened, by the clock of the gateway.' }),
    version: t.exposeInt('version', { description: 'The version that this event made.' }),
    type: t.expose('type', { type: TaskEventType, description: 'What happened.' }),
    detail: t.exposeString('detail', { nullable: true, description: 'Details, for people.' }),
  }),
});

export const Task = builder.interfaceRef<domain.Task>('Task').implement({
  description: 'One purchase and its result. Each kind of result has an object type of its own.',
  interfaces: [Node],
  resolveType: typeOfTask,
  fields: (t) => ({
    status: t.expose('status', { type: TaskStatus, description: 'Its state.' }),
    version: t.exposeInt('version', {
      description: '1 at first, one more with every change. A higher version always replaces a lower one.',
    }),
    operation: t.expose('operation', { type: Operation, description: 'What was bought.' }),
    upstreamTaskId: t.exposeString('upstreamTaskId', {
      nullable: true,
      description: "The provider's id of the task; null until its answer or a callback brings the id.",
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the purchase was written down.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When this version was saved.' }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the task succeeded or failed; null until then.',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the provider deletes the files; null while there are none.',
    }),
    filesExpired: t.boolean({
      description: 'Whether the provider has deleted the files. Deleted files are no longer listed.',
      resolve: (task, _args, { clock }) => domain.isExpired(task, clock.now()),
    }),
    charge: t.expose('charge', { type: Charge, description: "What is known of the provider's bill." }),
    creditCost: t.exposeFloat('creditCost', {
      nullable: true,
      description: "Price by the operator's price table; null where unknown.",
    }),
    creditsConsumed: t.exposeFloat('creditsConsumed', {
      nullable: true,
      description: 'Credits that the provider says it took; null where it does not say.',
    }),
    progress: t.exposeInt('progress', {
      nullable: true,
      description: 'Per cent; null where the provider does not say.',
    }),
    error: t.expose('error', {
      type: TaskError,
      nullable: true,
      description: 'Why the task failed; null in every state but FAILED.',
    }),
    timeline: t.expose('timeline', { type: [TaskEvent], description: 'What happened, oldest first.' }),
  }),
});

builder.queryField('task', (t) =>
  t.field({
    type: Task,
    nullable: true,
    description: "One task of the viewer's, or null when it does not exist or is somebody else's.",
    args: { id: t.arg.id({ required: true, description: '`Task.id`.' }) },
    resolve: (_root, { id }, context) => findTask(id, context),
  }),
);
