import { GenerateSoundsDocument } from '../../examples/generated/graphql.ts';
import { describeSong } from '../support/songs.ts';

describeSong({
  operation: 'GENERATE_SOUNDS',
  mutation: 'generateSounds',
  document: GenerateSoundsDocument,
  input: { prompt: 'rain on a tin roof' },
  path: '/api/v1/generate/sounds',
  sent: { prompt: 'rain on a tin roof', model: 'V5', soundLoop: false, grabLyrics: false },
  credits: 2.5,
  taken: [
    [
      'what can be chosen',
      { loop: true, tempo: 300, key: 'C#m', lyrics: true, model: 'V5_5' },
      { soundLoop: true, soundTempo: 300, soundKey: 'C#m', grabLyrics: true, model: 'V5_5' },
    ],
    ['another key', { key: 'B', tempo: 1 }, { soundKey: 'B', soundTempo: 1 }],
  ],
  refused: [
    ['blank words', { prompt: '' }, 'prompt'],
    ['long words', { prompt: 'x'.repeat(501) }, 'prompt'],
    ['no tempo at all', { tempo: 0 }, 'tempo'],
    ['a tempo too fast', { tempo: 301 }, 'tempo'],
    ['any key', { key: 'Any' }, 'key'],
    ['a flat', { key: 'Db' }, 'key'],
    ['a sharp that is a note of its own', { key: 'E#' }, 'key'],
    ['a model of songs', { model: 'V4_5' }, 'model'],
  ],
});
