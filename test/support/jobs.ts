import { type JobCase, track } from './job-case.ts';
import { SONG_JOBS } from './song-jobs.ts';

/** Every operation that can be bought as a job, and what makes a difference in its input (provider.md, 6.5 and 6.6). */
export const JOB_CASES: readonly JobCase[] = [
  ...SONG_JOBS,
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
