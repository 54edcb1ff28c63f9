import type { Example } from './example.ts';

/** @param sampleUrl audio that the provider can fetch. */
export const GENERATE_MASHUP = (sampleUrl: string): Example => ({
  query: `# Blend two songs.

mutation GenerateMashup($mashup: GenerateMashupInput!) {
  generateMashup(input: $mashup) {
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
    mashup: {
      uploadUrls: [sampleUrl, sampleUrl],
      song: { described: { description: 'One sings, the other plays' } },
    },
  },
});
