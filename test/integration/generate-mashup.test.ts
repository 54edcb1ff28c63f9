import { GenerateMashupDocument } from '../../examples/generated/graphql.ts';
import { describeSong } from '../support/songs.ts';

const uploadUrls = ['https://media.example.com/one.mp3', 'https://media.example.com/two.mp3'];
const described = { description: 'one sings, the other plays' };
const written = { title: 'Two Ferries', style: 'folk', lyrics: '[Verse] Lights on the water' };
const { lyrics: _lyrics, ...wordless } = written;
const x = (length: number) => 'x'.repeat(length);

describeSong({
  operation: 'GENERATE_MASHUP',
  mutation: 'generateMashup',
  document: GenerateMashupDocument,
  input: { uploadUrls, song: { described }, weirdnessConstraint: 0.5 },
  path: '/api/v1/generate/mashup',
  sent: {
    uploadUrlList: uploadUrls,
    customMode: false,
    instrumental: false,
    model: 'V5',
    prompt: described.description,
    weirdnessConstraint: 0.5,
  },
  credits: 12,
  taken: [
    [
      'a song in own words',
      { song: { written }, model: 'V6', duration: 360, vocalGender: 'FEMALE' },
      {
        ...wordless,
        customMode: true,
        prompt: written.lyrics,
        model: 'V6',
        duration: 360,
        vocalGender: 'f',
      },
    ],
    [
      'an instrumental',
      { song: { written: wordless }, instrumental: true },
      { ...wordless, customMode: true, instrumental: true, prompt: undefined },
    ],
  ],
  refused: [
    ['one song', { uploadUrls: uploadUrls.slice(1) }, 'uploadUrls'],
    ['three songs', { uploadUrls: [...uploadUrls, ...uploadUrls.slice(1)] }, 'uploadUrls'],
    ['a private address', { uploadUrls: [uploadUrls[0], 'http://192.168.0.1/two.mp3'] }, 'uploadUrls.1'],
    ['a long description', { song: { described: { description: x(501) } } }, 'song.described.description'],
    ['a long title', { song: { written: { ...written, title: x(81) } } }, 'song.written.title'],
    ['a song without lyrics', { song: { written: wordless } }, 'song.written.lyrics'],
    ['a singer of what is only described', { vocalGender: 'MALE' }, 'vocalGender'],
    ['a length of what is only described', { duration: 60, model: 'V6' }, 'duration'],
  ],
});
