import { UploadAndCoverDocument } from '../../examples/generated/graphql.ts';
import { describeSong } from '../support/songs.ts';

const uploadUrl = 'https://media.example.com/song.mp3';
const described = { description: 'as a waltz' };
const written = { title: 'Night Ferry', style: 'waltz', lyrics: '[Verse] Lights on the water' };
const { lyrics: _lyrics, ...wordless } = written;
const x = (length: number) => 'x'.repeat(length);

describeSong({
  operation: 'UPLOAD_AND_COVER',
  mutation: 'uploadAndCover',
  document: UploadAndCoverDocument,
  input: { uploadUrl, song: { described }, audioWeight: 0.25 },
  path: '/api/v1/generate/upload-cover',
  sent: { uploadUrl, customMode: false, instrumental: false, model: 'V5', prompt: 'as a waltz', audioWeight: 0.25 },
  credits: 12,
  taken: [
    [
      'a song in own words',
      { song: { written }, model: 'V5_5', duration: 10, personaId: 'p-1', vocalGender: 'MALE', negativeTags: 'metal' },
      {
        customMode: true,
        prompt: written.lyrics,
        style: 'waltz',
        title: 'Night Ferry',
        model: 'V5_5',
        duration: 10,
        personaId: 'p-1',
        vocalGender: 'm',
        negativeTags: 'metal',
      },
    ],
    [
      'an instrumental',
      { song: { written: wordless }, instrumental: true },
      { customMode: true, instrumental: true, prompt: undefined, style: 'waltz', title: 'Night Ferry' },
    ],
    [
      'a long title',
      { song: { written: { ...written, title: x(100) } } },
      { ...wordless, customMode: true, prompt: written.lyrics, title: x(100) },
    ],
  ],
  refused: [
    ['a private address', { uploadUrl: 'http://127.0.0.1/song.mp3' }, 'uploadUrl'],
    ['an address with credentials', { uploadUrl: 'https://a:b@media.example.com/song.mp3' }, 'uploadUrl'],
    ['a long description', { song: { described: { description: x(501) } } }, 'song.described.description'],
    ['a long title for V6', { song: { written: { ...written, title: x(81) } }, model: 'V6' }, 'song.written.title'],
    ['a long title for V4', { song: { written: { ...written, title: x(81) } }, model: 'V4' }, 'song.written.title'],
    ['a very long title', { song: { written: { ...written, title: x(101) } } }, 'song.written.title'],
    ['a song without lyrics', { song: { written: wordless } }, 'song.written.lyrics'],
    ['lyrics of an instrumental', { song: { written }, instrumental: true }, 'song.written.lyrics'],
    ['a singer of what is only described', { vocalGender: 'MALE' }, 'vocalGender'],
    ['a length with a model that takes none', { song: { written }, duration: 60 }, 'duration'],
    ['a model that does not exist', { model: 'V7' }, 'model'],
  ],
});
