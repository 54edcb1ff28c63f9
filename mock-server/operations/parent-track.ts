import { type JsonObject, textOf } from '../core/json.ts';
import { isTrackDone, musicContent } from './music-task.ts';
import type { MakeContext } from './operation.ts';

/** The track a request points to; null when no task here has made it, or not yet: its id is known before its audio. */
export const parentTrack = (request: JsonObject, context: MakeContext) => {
  const parent = context.task(textOf(request, 'taskId'));
  const music = parent && musicContent.safeParse(parent.content);
  if (!parent || !music?.success) return null;
  const index = music.data.tracks.findIndex(({ id }) => id === textOf(request, 'audioId'));
  const track = music.data.tracks[index];
  const file = parent.files.find(({ path, part }) => part === 'mix' && track && path.includes(track.id));
  return track && file && isTrackDone(index, parent.reached)
    ? { id: track.id, index, lyrics: track.prompt, song: file.song }
    : null;
};
