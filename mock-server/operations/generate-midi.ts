import { z } from 'zod';
import { MIDI_CREATE_PATH, MIDI_RECORD_PATH } from '../../src/upstream/kie/wire/generate-midi.ts';
import { type JsonObject, textOf } from '../core/json.ts';
import { codeTables } from '../dialect/codes.ts';
import { failedWith, integerState, oneStage } from './one-stage.ts';
import { defineOperation, type MakeContext } from './operation.ts';
import { separated } from './separation-result.ts';

/** Notes. Source: docs.kie.ai and docs.sunoapi.org, "Generate MIDI", its callback page and its details page. */

const note = z.object({ pitch: z.number(), start: z.number(), end: z.number(), velocity: z.number() });
const content = z.object({
  audioId: z.string().nullable(),
  instruments: z.array(z.object({ name: z.string(), notes: z.array(note) })),
});
type MidiContent = z.infer<typeof content>;

/** The files of a separation that a request points to: of one stem, or of all; null where there is no such separation. */
const parentFiles = (request: JsonObject, context: MakeContext) => {
  const parent = context.task(textOf(request, 'taskId'));
  const made = parent && separated.safeParse(parent.content);
  if (!parent || !made?.success || parent.reached !== 'complete') return null;
  const audioId = textOf(request, 'audioId');
  const stems = made.data.stems.filter(({ id }) => audioId === '' || id === audioId);
  const files = parent.files.filter(({ path }) => stems.some((stem) => stem.path === path));
  return files.length === 0 ? null : files;
};

/** What is heard in the files, each instrument once. */
const writeDown = (request: JsonObject, context: MakeContext): MidiContent['instruments'] => {
  const heard = (parentFiles(request, context) ?? []).flatMap(({ part, song }) => context.notes(song, part));
  return [...new Map(heard.map((instrument) => [instrument.name, instrument])).values()].map(({ name, notes }) => ({
    name,
    notes: [...notes],
  }));
};

const midiData = ({ instruments }: MidiContent): JsonObject => ({ state: 'complete', instruments });

export const generateMidi = defineOperation<MidiContent>({
  name: 'generate-midi',
  createPath: MIDI_CREATE_PATH,
  recordPath: MIDI_RECORD_PATH,
  shape: () => ({
    taskId: { type: 'string', required: true },
    audioId: { type: 'string' },
    callBackUrl: { type: 'url', required: true },
  }),
  example: () => ({ taskId: 'a task of separation' }),
  prices: { 'generate-midi': 5 },
  priceName: () => 'generate-midi',
  content,
  refuse: (request, context) => (parentFiles(request, context) === null ? { why: 'unknown-parent' } : null),
  make: (request, context) => ({
    content: { audioId: textOf(request, 'audioId') || null, instruments: writeDown(request, context) },
    files: [],
  }),
  // An integer: 0 pending, 1 success, 2 create failed, 3 generation failed.
  stages: oneStage(1_000, 2_000, '1'),
  failureCodes: () => codeTables.kie.separation,
  failed: (options) => failedWith(options, { code: 500, message: 'MIDI generation failed', state: '3' }),
  callback: (task, made, { stage, dialect }) => {
    const said = { code: stage.failure?.code ?? 200, msg: stage.failure?.message ?? 'success' };
    // The pages disagree about the place of the id.
    if (dialect === 'sunoapi') return { task_id: task.id, ...said, data: stage.failure ? null : midiData(made) };
    return { ...said, data: { taskId: task.id, ...(stage.failure ? {} : midiData(made)) } };
  },
  record: (task, made) => ({
    taskId: task.id,
    recordTaskId: -1,
    audioId: made.audioId,
    callbackUrl: task.callBackUrl,
    createTime: task.acceptedAt,
    completeTime: task.completedAt,
    midiData: task.reached === null ? null : midiData(made),
    successFlag: integerState(task),
    errorCode: task.failure?.code ?? null,
    errorMessage: task.failure?.message ?? null,
  }),
});
