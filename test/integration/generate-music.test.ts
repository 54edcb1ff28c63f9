import { GenerateMusicDocument } from '../../examples/generated/graphql.ts';
import { describeSong } from '../support/songs.ts';

const written = { title: 'Night Ferry', style: 'folk, calm', lyrics: '[Verse] Lights on the water' };
const { lyrics: _lyrics, ...wordless } = written;
const described = { description: 'a calm song about a ferry' };
const x = (length: number) => 'x'.repeat(length);

describeSong({
  operation: 'GENERATE_MUSIC',
  mutation: 'generateMusic',
  document: GenerateMusicDocument,
  input: { song: { written }, model: 'V5_5', vocalGender: 'FEMALE', styleWeight: 0.5, negativeTags: 'metal' },
  path: '/api/v1/generate',
  sent: {
    customMode: true,
    instrumental: false,
    model: 'V5_5',
    prompt: written.lyrics,
    style: 'folk, calm',
    title: 'Night Ferry',
    negativeTags: 'metal',
    vocalGender: 'f',
    styleWeight: 0.5,
  },
  credits: 12,
  taken: [
    [
      'a description',
      { song: { described }, vocalGender: null },
      { customMode: false, prompt: described.description, style: undefined, title: undefined, vocalGender: undefined },
    ],
    [
      'an instrumental',
      { song: { written: wordless }, instrumental: true, vocalGender: null },
      { instrumental: true, prompt: undefined, vocalGender: undefined },
    ],
    [
      'a persona',
      { personaId: 'p-1', personaModel: 'VOICE', vocalGender: 'MALE' },
      { personaId: 'p-1', personaModel: 'voice_persona', vocalGender: 'm' },
    ],
    ['a persona of an old model', { personaId: 'p-1', model: 'V4_5' }, { personaId: 'p-1', model: 'V4_5' }],
    ['a length', { duration: 60 }, { duration: 60 }],
    ['no model', { model: null }, { model: 'V5' }],
    ['a title of 50 emoji', { song: { written: { ...written, title: '🎤'.repeat(50) } } }, { title: '🎤'.repeat(50) }],
    ['the longest words', { song: { written: { ...written, lyrics: x(5_000) } } }, { prompt: x(5_000) }],
  ],
  refused: [
    ['a song without lyrics', { song: { written: wordless } }, 'song.written.lyrics'],
    ['lyrics of an instrumental', { instrumental: true, vocalGender: null }, 'song.written.lyrics'],
    ['the singer of an instrumental', { song: { written: wordless }, instrumental: true }, 'vocalGender'],
    ['a singer of what is only described', { song: { described } }, 'vocalGender'],
    ['a persona of what is only described', { song: { described }, vocalGender: null, personaId: 'p-1' }, 'personaId'],
    ['a length of what is only described', { song: { described }, vocalGender: null, duration: 60 }, 'duration'],
    ['the kind of no persona', { personaModel: 'STYLE' }, 'personaModel'],
    [
      'the kind of a persona with an old model',
      { personaId: 'p-1', personaModel: 'STYLE', model: 'V4_5' },
      'personaModel',
    ],
    ['a length with a model that takes none', { duration: 60, model: 'V5' }, 'duration'],
    ['a length too short', { duration: 9 }, 'duration'],
    ['a length too long', { duration: 361 }, 'duration'],
    ['a model that does not exist', { model: 'V3_5' }, 'model'],
    ['a blank title', { song: { written: { ...written, title: ' ' } } }, 'song.written.title'],
    ['a long title', { song: { written: { ...written, title: x(81) } } }, 'song.written.title'],
    ['a very long title', { song: { written: { ...written, title: x(101) } } }, 'song.written.title'],
    ['a long style', { song: { written: { ...written, style: x(1_001) } } }, 'song.written.style'],
    ['a long style for V4', { song: { written: { ...written, style: x(201) } }, model: 'V4' }, 'song.written.style'],
    ['long lyrics', { song: { written: { ...written, lyrics: x(5_001) } } }, 'song.written.lyrics'],
    ['long lyrics for V4', { song: { written: { ...written, lyrics: x(3_001) } }, model: 'V4' }, 'song.written.lyrics'],
    [
      'a long description',
      { song: { described: { description: x(3_001) } }, vocalGender: null },
      'song.described.description',
    ],
    ['a weight of three decimals', { styleWeight: 0.555 }, 'styleWeight'],
    ['long negative tags', { negativeTags: x(1_001) }, 'negativeTags'],
  ],
});
