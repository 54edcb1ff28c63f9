import {
  SeparateVocalsDocument,
  type SeparationType,
  type TaskStateFragment,
  type TrackPartsFragment,
} from '../generated/graphql.ts';
import type { Buyer } from './buy.ts';

const INTO: Readonly<Record<SeparationType, string>> = {
  SEPARATE_VOCAL: 'vocals and instrumental',
  SPLIT_STEM: 'all its stems',
  SPLIT_STEM_ADVANCED: 'one stem and the rest',
};

/** Splits a track into stems. @returns the finished task */
export const split = async (
  { client, progress, finish }: Buyer,
  { taskId, audioId, title }: TrackPartsFragment,
  type: SeparationType,
): Promise<TaskStateFragment> => {
  progress.heading(`Splitting "${title ?? audioId}" into ${INTO[type]}`);
  const input = { source: { track: { taskId, audioId } }, type };
  const { separateVocals } = await client.ask(SeparateVocalsDocument, { input });
  return await finish(separateVocals);
};
