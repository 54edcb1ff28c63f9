import { isObject, type Json, type JsonObject } from '../core/json.ts';
import { json } from '../core/outcome.ts';
import type { Task } from '../core/task.ts';
import { rewriteBody, withData, without } from './rewrite.ts';
import { group } from './scenario.ts';

/*
 * What the operations beside songs and separations may say in other ways (provider.md, 5.3 to 5.10). On a task of another
 * operation they change nothing.
 */

const WORDS = ['PENDING', 'SUCCESS', 'GENERATING', 'GENERATE_COVER_FAILED'];

const isCover = (data: JsonObject): boolean => 'parentTaskId' in data;

const noNotes = (key: string, value: Json): Json => (key === 'instruments' ? [] : value);

/** Lists of lyrics stand in `data`, and in `lyricsData` of a job. */
const withThird =
  ({ operation }: Task) =>
  (key: string, value: Json): Json => {
    if (operation !== 'generate-lyrics' || !/^(data|lyricsData)$/.test(key) || !Array.isArray(value)) return value;
    const [first] = value;
    return isObject(first) ? [...value, { ...first, title: 'The third' }] : value;
  };

export const familyScenarios = group('shape', [
  {
    name: 'wav-url-old',
    about: 'The callback of a WAV spells its file audio_wav_url, as an older page has it.',
    callback: (draft) => ({
      ...draft,
      body: withData(draft.body, (data) =>
        'audioWavUrl' in data ? { ...without(data, 'audioWavUrl'), audio_wav_url: data['audioWavUrl'] ?? null } : data,
      ),
    }),
  },
  {
    name: 'video-code-zero',
    about: 'The callback of a video says success by code 0, as the text of its page has it.',
    callback: (draft) => {
      const { code, data } = draft.body;
      const isVideo = isObject(data) && 'video_url' in data;
      return code === 200 && isVideo ? { ...draft, body: { ...draft.body, code: 0 } } : draft;
    },
  },
  {
    name: 'midi-empty',
    about: 'A task of notes is done, and has no instrument.',
    callback: (draft) => ({ ...draft, body: rewriteBody(draft.body, noNotes) }),
    record: (envelope) => rewriteBody(envelope, noNotes),
  },
  {
    name: 'cover-generating',
    about: 'Cover pictures that are not done are in state 2, which means "failed" of notes.',
    record: (envelope) =>
      withData(envelope, (data) => (isCover(data) && data['successFlag'] === 0 ? { ...data, successFlag: 2 } : data)),
  },
  {
    name: 'cover-state-words',
    about: 'The states of cover pictures are words in place of numbers.',
    record: (envelope) =>
      withData(envelope, (data) =>
        isCover(data) ? { ...data, successFlag: WORDS[Number(data['successFlag'])] ?? null } : data,
      ),
  },
  {
    name: 'lyrics-three',
    about: 'Three variants of lyrics come in place of two.',
    callback: (draft, { task }) => ({ ...draft, body: rewriteBody(draft.body, withThird(task)) }),
    record: (envelope, { task }) => rewriteBody(envelope, withThird(task)),
  },
  {
    name: 'style-as-documented',
    about: 'The answer to a style boost is that of its page: successFlag "1", errorMessage, and a JSON text in param.',
    call: {
      about: 'purchase',
      when: 'after',
      outcome: ({ envelope }) =>
        json(
          200,
          withData(envelope ?? {}, (data) =>
            'errorMsg' in data
              ? {
                  ...without(data, 'errorMsg'),
                  param: JSON.stringify({ content: data['param'] ?? null }),
                  successFlag: '1',
                  errorMessage: '',
                }
              : data,
          ),
        ),
    },
  },
]);
