import type { Example } from './example.ts';

/** @param sampleUrl audio that the provider can fetch. */
export const UPLOAD_AND_COVER = (sampleUrl: string): Example => ({
  query: `# Sing and play a song of your own in another style. Watch
# the task in the tab "WatchTask".

mutation UploadAndCover($cover: UploadAndCoverInput!) {
  uploadAndCover(input: $cover) {
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
    cover: {
      uploadUrl: sampleUrl,
      song: { described: { description: 'As a slow waltz with strings' } },
    },
  },
});
