import { SeparateVocalsDocument, type SeparationType, type TrackPartsFragment } from '../generated/graphql.ts';
import { bought, follow } from './buy.ts';
import type { Client } from './client.ts';
import type { Progress } from './progress.ts';

const INTO: Readonly<Record<SeparationType, string>> = {
  SEPARATE_VOCAL: 'vocals and instrumental',
  SPLIT_STEM: 'all its stems',
  SPLIT_STEM_ADVANCED: 'one stem and the rest',
};

/** Splits a track into stems. @returns the id of the task */
export const split = async (
  client: Client,
  { taskId, audioId, title }: TrackPartsFragment,
  type: SeparationType,
  progress: Progress,
  timeoutMs: number,
): Promise<string> => {
  progress.heading(`Splitting "${title ?? audioId}" into ${INTO[type]}`);
  const input = { source: { track: { taskId, audioId } }, type };
  const { separateVocals } = await client.ask(SeparateVocalsDocument, { input });
  const task = await follow(client, bought(separateVocals, progress), progress, timeoutMs);
  return task.id;
};
