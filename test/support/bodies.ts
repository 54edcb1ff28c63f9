import type { Music, Track } from '../../src/domain/outputs/music.ts';
import type { Separation } from '../../src/domain/outputs/separation.ts';
import type { TimestampedLyrics } from '../../src/domain/outputs/timestamped-lyrics.ts';
import type { Report } from '../../src/domain/tasks/lifecycle/transition.ts';

/* What the provider posts and records, for tests that are about something else than its spelling. */

export const TRACK_ID = '7b0c6c1e-5a3d-4a57-9a0e-2f4b1f6f0a11';

export const addVocalsInput = {
  uploadUrl: 'https://media.example.com/instrumental.mp3',
  prompt: '[Verse] Lights on the water',
  title: 'Night Ferry',
  style: 'folk, calm',
  negativeTags: 'metal',
};

export const separationCallback = (upstreamTaskId: string) => ({
  code: 200,
  msg: 'vocal Removal generated successfully.',
  data: {
    task_id: upstreamTaskId,
    vocal_removal_info: {
      origin_url: '',
      vocal_url: 'https://media.example.com/s/vocals.mp3',
      instrumental_url: 'https://media.example.com/s/instrumental.mp3',
    },
  },
});

export const musicCallback = (upstreamTaskId: string, stage: 'text' | 'first' | 'complete' | 'error') => ({
  code: stage === 'error' ? 501 : 200,
  msg: stage,
  data: {
    callbackType: stage,
    task_id: upstreamTaskId,
    data:
      stage === 'text' || stage === 'error'
        ? []
        : [
            { id: 'one', audio_url: 'https://media.example.com/1.mp3', title: 'One' },
            ...(stage === 'complete' ? [{ id: 'two', audio_url: 'https://media.example.com/2.mp3' }] : []),
          ],
  },
});

export const stems: Separation = {
  kind: 'separation',
  stems: [
    {
      kind: 'VOCALS',
      label: 'Vocals',
      url: 'https://media.example.com/s/vocals.mp3',
      audioId: null,
      duration: null,
    },
    {
      kind: 'INSTRUMENTAL',
      label: 'Instrumental',
      url: 'https://media.example.com/s/instrumental.mp3',
      audioId: null,
      duration: null,
    },
  ],
};

export const timestamps: TimestampedLyrics = {
  kind: 'timestamped-lyrics',
  words: [{ word: 'Lights', start: 1.2, end: 1.56 }],
  waveform: [0, 0.5, 1],
};

export const track = (audioId: string, change: Partial<Track> = {}): Track => ({
  audioId,
  title: null,
  tags: null,
  lyrics: null,
  model: null,
  duration: null,
  audioUrl: `https://media.example.com/${audioId}.mp3`,
  streamUrl: null,
  imageUrl: null,
  createdAt: null,
  ...change,
});

export const pair: Music = { kind: 'music', stage: 'COMPLETE', tracks: [track('one'), track('two')] };

export const separated: Report = { state: 'succeeded', output: stems, at: null };
export const composed: Report = { state: 'succeeded', output: pair, at: null };

export const failed = (upstreamCode: number | null = 500, refunded = false): Report => ({
  state: 'failed',
  refunded,
  error: { code: 'GENERATION_FAILED', message: 'Vocal separation failed', upstreamCode },
});
