import type { Example } from './example.ts';

/** @param sampleUrl audio that the provider can fetch. */
export const ADD_INSTRUMENTAL = (sampleUrl: string): Example => ({
  query: `# Play an accompaniment to a voice.

mutation AddInstrumental($voice: AddInstrumentalInput!) {
  addInstrumental(input: $voice) {
    task {
      id
      status
      charge
    }
    userErrors {
      code
      message
      field
    }
  }
}
`,
  variables: {
    voice: {
      uploadUrl: sampleUrl,
      title: 'First Morning',
      tags: 'Soul, relaxed',
      negativeTags: 'Heavy Metal',
    },
  },
});
