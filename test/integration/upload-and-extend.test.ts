import { UploadAndExtendDocument } from '../../examples/generated/graphql.ts';
import { describeSong } from '../support/songs.ts';

const uploadUrl = 'https://media.example.com/song.mp3';
const continuation = { prompt: '[Chorus] Morning', style: 'folk', title: 'Night Ferry, II' };
const x = (length: number) => 'x'.repeat(length);
const own = (change: object) => ({ continuation: { ...continuation, ...change } });

describeSong({
  operation: 'UPLOAD_AND_EXTEND',
  mutation: 'uploadAndExtend',
  document: UploadAndExtendDocument,
  input: { uploadUrl, continueAt: 30, continuation },
  path: '/api/v1/generate/upload-extend',
  sent: { uploadUrl, defaultParamFlag: true, continueAt: 30, ...continuation, instrumental: false, model: 'V5' },
  credits: 12,
  taken: [
    [
      'more of the same',
      { continuation: null },
      { defaultParamFlag: false, prompt: undefined, style: undefined, title: undefined },
    ],
    ['a continuation without words', own({ prompt: null }), { prompt: undefined }],
    ['an instrumental', { ...own({ prompt: null }), instrumental: true }, { prompt: undefined, instrumental: true }],
    ['a persona', { personaId: 'p-1', personaModel: 'VOICE' }, { personaId: 'p-1', personaModel: 'voice_persona' }],
  ],
  refused: [
    ['a private address', { uploadUrl: 'http://10.0.0.1/song.mp3' }, 'uploadUrl'],
    ['the beginning', { continueAt: 0 }, 'continueAt'],
    ['a moment before it', { continueAt: -1 }, 'continueAt'],
    ['a continuation without style', own({ style: null }), 'continuation.style'],
    ['a continuation without title', own({ title: null }), 'continuation.title'],
    ['words of an instrumental', { instrumental: true }, 'continuation.prompt'],
    [
      'the singer of an instrumental',
      { ...own({ prompt: null }), instrumental: true, vocalGender: 'MALE' },
      'vocalGender',
    ],
    ['a persona without a continuation', { continuation: null, personaId: 'p-1' }, 'personaId'],
    ['a long title for V4', { ...own({ title: x(81) }), model: 'V4' }, 'continuation.title'],
    ['long words', own({ prompt: x(5_001) }), 'continuation.prompt'],
    ['a model that does not exist', { model: 'V3' }, 'model'],
  ],
});
