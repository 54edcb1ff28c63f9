import { AddInstrumentalDocument } from '../../examples/generated/graphql.ts';
import { describeSong } from '../support/songs.ts';

const x = (length: number) => 'x'.repeat(length);
const texts = {
  uploadUrl: 'https://media.example.com/voice.mp3',
  title: 'Night Ferry',
  tags: 'folk, calm',
  negativeTags: 'metal',
};

describeSong({
  operation: 'ADD_INSTRUMENTAL',
  mutation: 'addInstrumental',
  document: AddInstrumentalDocument,
  input: texts,
  path: '/api/v1/generate/add-instrumental',
  sent: { ...texts, model: 'V5' },
  credits: 12,
  taken: [
    [
      'what can be chosen',
      { model: 'V4_5PLUS', vocalGender: 'FEMALE', styleWeight: 0, weirdnessConstraint: 0.01, audioWeight: 1 },
      { model: 'V4_5PLUS', vocalGender: 'f', styleWeight: 0, weirdnessConstraint: 0.01, audioWeight: 1 },
    ],
    ['the longest texts', { tags: x(1_000), negativeTags: x(200) }, { tags: x(1_000), negativeTags: x(200) }],
  ],
  refused: [
    ['a private address', { uploadUrl: 'http://localhost/voice.mp3' }, 'uploadUrl'],
    ['blank tags', { tags: '' }, 'tags'],
    ['long tags', { tags: x(1_001) }, 'tags'],
    ['long negative tags', { negativeTags: x(201) }, 'negativeTags'],
    ['blank negative tags', { negativeTags: ' ' }, 'negativeTags'],
    ['a long title', { title: x(101) }, 'title'],
    ['a model of other operations', { model: 'V4_5' }, 'model'],
    ['a weight above 1', { audioWeight: 1.01 }, 'audioWeight'],
  ],
});
