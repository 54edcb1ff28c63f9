import { randomUUID } from 'node:crypto';
import { relative } from 'node:path';
import {
  CreateVideoDocument,
  GenerateLyricsDocument,
  GenerateMidiDocument,
  GenerateMusicDocument,
  ReadResultsDocument,
  type ReadResultsQuery,
  type TaskStateFragment,
  type TrackPartsFragment,
} from '../generated/graphql.ts';
import type { Buyer } from './buy.ts';
import { DemoError } from './demo-error.ts';
import type { DemoOptions } from './options.ts';
import { type Download, save } from './save.ts';
import { split } from './split.ts';
import type { Table } from './table.ts';

const DESCRIPTION = 'A ferry crosses the harbour at night, and everyone on board is going home';

type Results<Kind> = Extract<NonNullable<ReadResultsQuery['task']>, { __typename: Kind }>;

/** A file, and the step of the walk that it comes from. */
interface Made extends Download {
  readonly step: string;
}

/** The results of a finished task. @throws DemoError when it is of another kind */
const resultsOf = async <Kind extends 'LyricsTask' | 'MidiTask' | 'VideoTask'>(
  { client }: Buyer,
  { id }: TaskStateFragment,
  kind: Kind,
): Promise<Results<Kind>> => {
  const isOfKind = (task: ReadResultsQuery['task']): task is Results<Kind> => task?.__typename === kind;
  const { task } = await client.ask(ReadResultsDocument, { id });
  if (!isOfKind(task)) throw new DemoError(`The task ${id} is no ${kind}.`);
  return task;
};

/** The file of a result. @throws DemoError when there is none */
const made = (step: string, label: string, url: string | null | undefined): Made => {
  if (!url) throw new DemoError(`The ${step} is finished and has no file.`);
  return { step, label, url };
};

const writeLyrics = async (buyer: Buyer, description: string) => {
  buyer.progress.heading(`Writing lyrics: ${description}`);
  const input = { prompt: description, idempotencyKey: `demo-${randomUUID()}` };
  const { generateLyrics } = await buyer.client.ask(GenerateLyricsDocument, { input });
  const { variants } = await resultsOf(buyer, await buyer.finish(generateLyrics), 'LyricsTask');
  const [first] = variants;
  if (!first) throw new DemoError('The lyrics are finished and empty.');
  return { title: first.title || 'Untitled', lyrics: first.text };
};

/** @returns the tracks, of which there are usually two */
const makeSong = async (buyer: Buyer, written: { readonly title: string; readonly lyrics: string }) => {
  buyer.progress.heading(`Making "${written.title}"`);
  const song = { written: { ...written, style: 'Soul, relaxed' } };
  const input = { song, idempotencyKey: `demo-${randomUUID()}` };
  const { generateMusic } = await buyer.client.ask(GenerateMusicDocument, { input });
  const task = await buyer.finish(generateMusic);
  const tracks = task.__typename === 'MusicTask' ? task.tracks : [];
  for (const { title, duration } of tracks) buyer.progress.step(`"${title}": ${duration} s`);
  return tracks;
};

const writeNotes = async (buyer: Buyer, separation: TaskStateFragment) => {
  buyer.progress.heading('Writing down the notes');
  const input = { source: { taskId: separation.upstreamTaskId ?? '' } };
  const { generateMidi } = await buyer.client.ask(GenerateMidiDocument, { input });
  const { instruments, fileUrl } = await resultsOf(buyer, await buyer.finish(generateMidi), 'MidiTask');
  for (const { name, noteCount } of instruments) buyer.progress.step(`${name}: ${noteCount} notes`);
  return made('notes', 'Notes', fileUrl);
};

const film = async (buyer: Buyer, { taskId, audioId }: TrackPartsFragment) => {
  buyer.progress.heading('Making a video');
  const { createVideo } = await buyer.client.ask(CreateVideoDocument, { input: { source: { taskId, audioId } } });
  return made('video', 'Video', (await resultsOf(buyer, await buyer.finish(createVideo), 'VideoTask')).url);
};

/** Makes a song of a sentence, and of its first track stems, notes and a video; saves it all. @throws DemoError */
export const walk = async (buyer: Buyer, { description, key, types, out }: DemoOptions): Promise<Table> => {
  const tracks = await makeSong(buyer, await writeLyrics(buyer, description ?? DESCRIPTION));
  const songs = tracks.map(({ title, audioId, audioUrl }) => made('song', title ?? audioId, audioUrl));
  const [track] = tracks;
  if (!track) throw new DemoError('The song is finished and has no tracks.');
  const separation = await split(buyer, track, types.at(-1) ?? 'SPLIT_STEM');
  const stems = separation.__typename === 'SeparationTask' ? separation.stems : [];
  // The notes are served by the gateway itself, for the caller alone; the other files are the provider's, and public.
  const headers = key === null ? {} : { authorization: `Bearer ${key}` };
  const notes = { ...(await writeNotes(buyer, separation)), headers };
  const video = await film(buyer, track);

  buyer.progress.heading(`Saving the files to ${out}`);
  const sources = [...songs, ...stems.map(({ label, url }) => made('stem', label, url)), notes, video];
  const saved = await save(sources, out);
  const rows = saved.map(({ source, file, bytes }) => [source.step, source.label, bytes, relative('.', file)]);
  return { heading: ['step', 'label', 'bytes', 'file'], rows };
};
