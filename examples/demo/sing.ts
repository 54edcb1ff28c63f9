import { randomUUID } from 'node:crypto';
import { AddVocalsDocument, type TrackPartsFragment } from '../generated/graphql.ts';
import type { Buyer } from './buy.ts';
import { DemoError } from './demo-error.ts';

/** Adds vocals to an instrumental. @returns the first track that has a file */
export const sing = async ({ client, progress, finish }: Buyer, uploadUrl: string): Promise<TrackPartsFragment> => {
  progress.heading(`Singing over ${uploadUrl}`);
  const { addVocals } = await client.ask(AddVocalsDocument, {
    input: {
      uploadUrl,
      prompt: 'A warm voice sings about the first morning of spring',
      title: 'First Morning',
      style: 'Soul, relaxed',
      negativeTags: 'Heavy Metal',
      vocalGender: 'FEMALE',
      idempotencyKey: `demo-${randomUUID()}`,
    },
  });
  const task = await finish(addVocals);
  const track = task.__typename === 'MusicTask' ? task.tracks.find(({ audioUrl }) => audioUrl !== null) : undefined;
  if (!track) throw new DemoError('The music is finished, but none of its tracks has a file.');
  return track;
};
