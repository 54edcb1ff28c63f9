import { expect } from 'vitest';
import type { OperationName } from '../../src/domain/operations/index.ts';

/** An operation as a job: what a client gives, what the provider gets, how it tells the result, and what that is. */
export interface JobCase {
  readonly operation: OperationName;
  readonly about: string;
  readonly input: object;
  readonly model: string;
  readonly sent: object;
  /** `resultJson`, before it is a text. */
  readonly result: object;
  readonly output: object;
}

const track = { taskId: 'song', audioId: 'one' };
const uploadUrl = 'https://media.example.com/in.mp3';
const written = { title: 'Night Ferry', style: 'folk, calm', lyrics: '[Verse] Lights on the water' };
const continuation = { title: 'Night Ferry II', style: 'folk', prompt: '[Verse] And on' };
const chosen = { vocalGender: 'FEMALE', styleWeight: 0.5, weirdnessConstraint: 0, audioWeight: 1 };
const sentChosen = { vocal_gender: 'f', style_weight: 0.5, weirdness_constraint: 0, audio_weight: 1 };
const files = ['https://media.example.com/1.mp3', 'https://media.example.com/2.mp3'];

const songs = {
  result: { data: files.map((audio_url, index) => ({ id: `take-${index}`, audio_url })) },
  output: {
    kind: 'music',
    stage: 'COMPLETE',
    tracks: files.map((audioUrl, n) => ({ audioId: `take-${n}`, audioUrl })),
  },
};

/** Every operation that can be bought as a job, and what makes a difference in its input (provider.md, 6.5 and 6.6). */
export const JOB_CASES: readonly JobCase[] = [
  {
    operation: 'GENERATE_MUSIC',
    about: 'described',
    input: { song: { described: { description: 'a ferry at night' } }, instrumental: false, model: 'V6' },
    model: 'generate',
    sent: { custom_mode: false, instrumental: false, model: 'V6', prompt: 'a ferry at night' },
    ...songs,
  },
  {
    operation: 'GENERATE_MUSIC',
    about: 'written, with all that can be chosen',
    input: {
      song: { written },
      instrumental: false,
      model: 'V6',
      negativeTags: 'metal',
      personaId: 'p-1',
      personaModel: 'VOICE',
      duration: 60,
      ...chosen,
    },
    model: 'generate',
    sent: {
      custom_mode: true,
      instrumental: false,
      model: 'V6',
      ...written,
      negative_tags: 'metal',
      persona_id: 'p-1',
      persona_model: 'voice_persona',
      duration: 60,
      ...sentChosen,
    },
    ...songs,
  },
  {
    operation: 'GENERATE_MUSIC',
    about: 'written, of a length that is left open',
    input: { song: { written }, instrumental: false, model: 'V5_5' },
    model: 'generate',
    sent: { custom_mode: true, instrumental: false, model: 'V5_5', ...written, duration: 180 },
    ...songs,
  },
  {
    operation: 'GENERATE_MUSIC',
    about: 'an instrumental, by a model that takes no length',
    input: { song: { written: { ...written, lyrics: null } }, instrumental: true, model: 'V5' },
    model: 'generate',
    sent: { custom_mode: true, instrumental: true, model: 'V5', title: 'Night Ferry', style: 'folk, calm' },
    result: { sunoData: songs.result.data },
    output: songs.output,
  },
  {
    operation: 'EXTEND_MUSIC',
    about: 'as the source was',
    input: { source: track, instrumental: false, model: 'V5' },
    model: 'extend',
    sent: { audio_id: 'one', instrumental: false, model: 'V5' },
    ...songs,
  },
  {
    operation: 'EXTEND_MUSIC',
    about: 'with words of its own',
    input: { source: track, continueAt: 60.5, continuation, instrumental: false, model: 'V5', ...chosen },
    model: 'extend',
    sent: {
      audio_id: 'one',
      continue_at: 60.5,
      instrumental: false,
      model: 'V5',
      lyrics: '[Verse] And on',
      style: 'folk',
      title: 'Night Ferry II',
      ...sentChosen,
    },
    ...songs,
  },
  {
    operation: 'UPLOAD_AND_COVER',
    about: 'written',
    input: { uploadUrl, song: { written }, instrumental: false, model: 'V6' },
    model: 'upload-and-cover-audio',
    sent: { upload_url: uploadUrl, instrumental: false, model: 'V6', ...written, duration: 180 },
    ...songs,
  },
  {
    operation: 'UPLOAD_AND_COVER',
    about: 'described, an instrumental',
    input: { uploadUrl, song: { described: { description: 'calm jazz' } }, instrumental: true, model: 'V6' },
    model: 'upload-and-cover-audio',
    sent: { upload_url: uploadUrl, instrumental: true, model: 'V6', style: 'calm jazz' },
    ...songs,
  },
  {
    operation: 'UPLOAD_AND_EXTEND',
    about: 'with the moment',
    input: { uploadUrl, continueAt: 12, instrumental: false, model: 'V5' },
    model: 'upload-and-extend-audio',
    sent: { upload_url: uploadUrl, continue_at: 12, instrumental: false, model: 'V5' },
    ...songs,
  },
  {
    operation: 'ADD_INSTRUMENTAL',
    about: 'with tags for a style',
    input: { uploadUrl, title: 'Night Ferry', tags: 'folk', negativeTags: 'metal', model: 'V5', ...chosen },
    model: 'add-instrumental',
    sent: {
      upload_url: uploadUrl,
      title: 'Night Ferry',
      tags: 'folk',
      negative_tags: 'metal',
      model: 'V5',
      ...sentChosen,
    },
    ...songs,
  },
  {
    operation: 'REPLACE_SECTION',
    about: 'of a track',
    input: {
      source: { track },
      prompt: 'And on',
      tags: 'folk',
      title: 'Night Ferry',
      infillStart: 10.5,
      infillEnd: 25,
      fullLyrics: '[Verse] And on',
    },
    model: 'replace-section',
    sent: {
      task_id: 'song',
      audio_id: 'one',
      prompt: 'And on',
      tags: 'folk',
      title: 'Night Ferry',
      infill_start_s: 10.5,
      infill_end_s: 25,
      full_lyrics: '[Verse] And on',
    },
    ...songs,
  },
  {
    operation: 'REPLACE_SECTION',
    about: 'of an upload',
    input: {
      source: { uploadUrl },
      prompt: 'And on',
      tags: 'folk',
      title: 'Night Ferry',
      infillStart: 10,
      infillEnd: 25,
      fullLyrics: '[Verse] And on',
      negativeTags: 'metal',
      model: 'V6',
    },
    model: 'replace-section',
    sent: {
      upload_url: uploadUrl,
      model: 'V6',
      prompt: 'And on',
      tags: 'folk',
      title: 'Night Ferry',
      infill_start_s: 10,
      infill_end_s: 25,
      full_lyrics: '[Verse] And on',
      negative_tags: 'metal',
    },
    ...songs,
  },
  {
    operation: 'GENERATE_SOUNDS',
    about: 'told of as bare files',
    input: { prompt: 'rain', model: 'V5', loop: true, tempo: 90, key: 'Am', lyrics: false },
    model: 'sounds',
    sent: { prompt: 'rain', model: 'V5', sound_loop: true, sound_tempo: 90, sound_key: 'Am', grab_lyrics: false },
    result: { resultUrls: files },
    output: { kind: 'music', tracks: files.map((audioUrl) => ({ audioUrl, audioId: expect.stringMatching(/^url-/) })) },
  },
  {
    operation: 'CONVERT_TO_WAV',
    about: 'as a list of files',
    input: { source: track },
    model: 'convert-to-wav-format',
    sent: { task_id: 'song', audio_id: 'one' },
    result: { resultUrls: ['https://media.example.com/1.wav'] },
    output: { kind: 'wav', url: 'https://media.example.com/1.wav' },
  },
  {
    operation: 'CONVERT_TO_WAV',
    about: 'under a name that no page has',
    input: { source: track },
    model: 'convert-to-wav-format',
    sent: { task_id: 'song', audio_id: 'one' },
    result: { resultObject: { file: 'https://media.example.com/1.wav', id: 'one' } },
    output: { kind: 'wav', url: 'https://media.example.com/1.wav' },
  },
  {
    operation: 'CREATE_VIDEO',
    about: 'with a caption',
    input: { source: track, author: 'Ann', domainName: 'example.com' },
    model: 'create-music-video',
    sent: { task_id: 'song', audio_id: 'one', author: 'Ann', domain_name: 'example.com' },
    result: { resultUrls: ['https://media.example.com/1.mp4'] },
    output: { kind: 'video', url: 'https://media.example.com/1.mp4' },
  },
  {
    operation: 'GENERATE_COVER',
    about: 'as images',
    input: { taskId: 'song' },
    model: 'cover-generate',
    sent: { task_id: 'song' },
    result: { images: ['https://media.example.com/1.png', 'https://media.example.com/2.png'] },
    output: { kind: 'cover', images: ['https://media.example.com/1.png', 'https://media.example.com/2.png'] },
  },
  {
    operation: 'GENERATE_PERSONA',
    about: 'with its window',
    input: { source: track, name: 'Ann', description: 'calm', vocalStart: 1, vocalEnd: 20, style: 'folk' },
    model: 'generate-persona',
    sent: {
      task_id: 'song',
      audio_id: 'one',
      name: 'Ann',
      description: 'calm',
      vocal_start: 1,
      vocal_end: 20,
      style: 'folk',
    },
    result: { resultObject: { persona: { persona_id: 'p-1' } } },
    output: { kind: 'persona', personaId: 'p-1' },
  },
  {
    operation: 'BOOST_STYLE',
    about: 'as an object',
    input: { content: 'folk' },
    model: 'boost-music-style',
    sent: { content: 'folk' },
    result: { resultObject: { result: 'Warm folk with strings.' } },
    output: { kind: 'style', text: 'Warm folk with strings.' },
  },
];
