import type { Example } from './example.ts';

/** @param sampleUrl audio that the provider can fetch. */
export const UPLOAD_AND_EXTEND = (sampleUrl: string): Example => ({
  query: `# Go on with a song of your own, from a moment in it.

mutation UploadAndExtend($upload: UploadAndExtendInput!) {
  uploadAndExtend(input: $upload) {
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
    upload: {
      uploadUrl: sampleUrl,
      continueAt: 15,
    },
  },
});
