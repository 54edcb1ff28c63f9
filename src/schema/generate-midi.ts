import type { MidiNote as MidiNoteShape } from '../domain/outputs/midi.ts';
import type { Task as TaskShape } from '../domain/tasks/lifecycle/task.ts';
import { buy } from '../resolvers/buy.ts';
import { instrumentsOf, type MidiInstrument as MidiInstrumentShape, midiUrlOf, notesOf } from '../resolvers/midi.ts';
import { notePage } from './bounds.ts';
import { builder } from './builder.ts';
import { Node } from './node.ts';
import { BUYS, FORCE_NEW, IDEMPOTENCY_KEY, TaskPayload } from './payload.ts';
import { Task } from './task.ts';

const SeparationRef = builder.inputType('SeparationRef', {
  description: 'What to write down as notes.',
  fields: (t) => ({
    taskId: t.string({
      required: true,
      description: "The provider's id of a finished separation (`Task.upstreamTaskId`).",
    }),
    audioId: t.string({ description: 'One stem of it (`Stem.audioId`); all of them where it is absent.' }),
  }),
});

const GenerateMidiInput = builder.inputType('GenerateMidiInput', {
  description: 'What to write down as notes.',
  fields: (t) => ({
    source: t.field({ type: SeparationRef, required: true, description: 'A separation, or one of its stems.' }),
    forceNew: t.boolean(FORCE_NEW),
    idempotencyKey: t.string(IDEMPOTENCY_KEY),
  }),
});

const MidiNote = builder.objectRef<MidiNoteShape>('MidiNote').implement({
  description: 'One note.',
  fields: (t) => ({
    pitch: t.int({ description: 'MIDI note number: 60 is the middle C.', resolve: ({ pitch }) => Math.round(pitch) }),
    start: t.exposeFloat('start', { description: 'Seconds.' }),
    end: t.exposeFloat('end', { description: 'Seconds.' }),
    velocity: t.exposeFloat('velocity', { description: '0 to 1.' }),
  }),
});

const DEFAULT_NOTES = 1_000;

const MidiInstrument = builder.objectRef<MidiInstrumentShape>('MidiInstrument').implement({
  description: 'The notes of one instrument.',
  fields: (t) => ({
    name: t.exposeString('name', { description: "The provider's name for it." }),
    noteCount: t.exposeInt('noteCount', { description: 'How many notes there are.' }),
    notes: t.field({
      type: [MidiNote],
      description: 'At most 1,000 a time, from the note numbered `from` on.',
      args: {
        first: t.arg.int({ defaultValue: DEFAULT_NOTES, description: '1 to 1,000.' }),
        from: t.arg.int({ defaultValue: 0, description: 'Notes count from 0.' }),
      },
      resolve: (instrument, args, context) => {
        const { first, from } = notePage(args.first ?? DEFAULT_NOTES, args.from ?? 0);
        return notesOf(instrument, first, from, context);
      },
    }),
  }),
});

builder.objectRef<TaskShape<'GENERATE_MIDI'>>('MidiTask').implement({
  description: 'A task that writes down the notes of a separation.',
  interfaces: [Task, Node],
  fields: (t) => ({
    sourceTaskId: t.string({
      description: "The provider's id of the separation.",
      resolve: ({ input }) => input.source.taskId,
    }),
    sourceAudioId: t.string({
      nullable: true,
      description: 'Which stem of it; null for all.',
      resolve: ({ input }) => input.source.audioId,
    }),
    instruments: t.field({
      type: [MidiInstrument],
      description: 'Empty until SUCCEEDED.',
      resolve: (task) => instrumentsOf(task),
    }),
    fileUrl: t.field({
      type: 'URL',
      nullable: true,
      description: 'The same notes as a Standard MIDI File, served by the gateway to whoever may read the task.',
      resolve: (task, _args, context) => midiUrlOf(task, context),
    }),
  }),
});

builder.mutationField('generateMidi', (t) =>
  t.field({
    type: TaskPayload,
    description: 'The notes of a finished separation, or of one of its stems. Bought once per source.',
    extensions: BUYS,
    args: { input: t.arg({ type: GenerateMidiInput, required: true, description: 'What to write down as notes.' }) },
    resolve: (_root, { input }, context) => buy('GENERATE_MIDI', input, context),
  }),
);
