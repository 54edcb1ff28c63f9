import { describe, expect, it } from 'vitest';
import {
  BoostStyleDocument,
  ConvertToWavDocument,
  CreateVideoDocument,
  GenerateCoverDocument,
  GenerateMidiDocument,
  GeneratePersonaDocument,
  type TaskOutcomeFragment,
  WatchTaskDocument,
} from '../../examples/generated/graphql.ts';
import { DIALECTS } from '../../src/upstream/kie/wire/dialects.ts';
import { buyStems, buyVocals, chargesFor } from '../support/buying.ts';
import { readMidiFile } from '../support/midi-reader.ts';
import { openScene } from '../support/scene.ts';

const WAYS = [
  ['by callbacks', { POLL_AFTER_MS: '60000' }, false],
  ['by polling alone', { POLL_AFTER_MS: '200', POLL_MAX_INTERVAL_MS: '400' }, true],
] as const;

describe.each(DIALECTS)('what is made from a track, in the dialect %s', (dialect) => {
  it.each(WAYS)('is bought, watched and finished %s', async (_way, env, losesCallbacks) => {
    await using scene = await openScene({ dialect, env });
    const { kie } = scene;
    if (losesCallbacks) kie.scenario('callback-lost');
    const client = scene.client();
    const endOf = async (id: string) => {
      const messages = await client.watch(WatchTaskDocument, { id }).end();
      const end = messages.at(-1)?.taskUpdated;
      expect(end).toMatchObject({ status: 'SUCCEEDED', charge: 'CHARGED', error: null });
      expect(chargesFor(kie, end?.upstreamTaskId ?? null)).toBe(1);
      return end;
    };
    const idOf = ({ task, userErrors }: TaskOutcomeFragment): string => {
      if (!task) throw new Error(`nothing was bought: ${JSON.stringify(userErrors)}`);
      return task.id;
    };

    const sung = await endOf((await buyVocals(client, kie)).id);
    const [track] = sung?.__typename === 'MusicTask' ? sung.tracks : [];
    const source = { taskId: track?.taskId ?? '', audioId: track?.audioId ?? '' };

    const wav = async () => (await client.ask(ConvertToWavDocument, { input: { source } })).convertToWav;
    const wavId = idOf(await wav());
    await endOf(wavId);
    expect(await wav()).toMatchObject({ reused: true, task: { id: wavId, url: expect.stringMatching(/\.wav$/) } });
    const made = await client.ask(ConvertToWavDocument, { input: { source, forceNew: true } });
    // The provider has it already: the new task takes over what the first one has.
    expect(made.convertToWav).toMatchObject({ reused: false, task: { charge: 'NOT_CHARGED' } });

    await endOf(idOf((await client.ask(CreateVideoDocument, { input: { source } })).createVideo));
    const cover = { taskId: source.taskId };
    await endOf(idOf((await client.ask(GenerateCoverDocument, { input: cover })).generateCover));
    const second = await client.ask(GenerateCoverDocument, { input: { ...cover, forceNew: true } });
    expect(second.generateCover).toMatchObject({ reused: false, task: { charge: 'NOT_CHARGED' } });

    const split = await endOf((await buyStems(client, { source: { track: source }, type: 'SPLIT_STEM' })).id);
    const separation = { taskId: split?.upstreamTaskId ?? '' };
    const midi = async () => (await client.ask(GenerateMidiDocument, { input: { source: separation } })).generateMidi;
    await endOf(idOf(await midi()));
    const { task: notes } = await midi();
    if (notes?.__typename !== 'MidiTask') throw new Error('no notes');
    expect(notes.instruments.length).toBeGreaterThan(2);
    const file = await fetch(notes.fileUrl ?? '');
    const tracks = readMidiFile(Buffer.from(await file.arrayBuffer()));
    expect(tracks.map(({ name, notes: heard }) => ({ name, noteCount: heard.length }))).toEqual(notes.instruments);

    const persona = { source, name: 'Ferry', description: 'warm', vocalStart: 0, vocalEnd: 20 };
    const singer = (await client.ask(GeneratePersonaDocument, { input: persona })).generatePersona;
    expect(singer).toMatchObject({ task: { status: 'SUCCEEDED', personaId: expect.any(String) }, userErrors: [] });
    const style = (await client.ask(BoostStyleDocument, { input: { content: 'Pop' } })).boostStyle;
    expect(style).toMatchObject({ task: { status: 'SUCCEEDED', result: expect.stringContaining('Pop') } });
  });
});
