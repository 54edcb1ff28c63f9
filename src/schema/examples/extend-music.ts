import type { Example } from './example.ts';

export const EXTEND_MUSIC: Example = {
  query: `# Go on with a track: put taskId and audioId of a finished
# one into the variables.

mutation ExtendMusic($extension: ExtendMusicInput!) {
  extendMusic(input: $extension) {
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
    extension: {
      source: { taskId: '…', audioId: '…' },
      continueAt: 15,
      continuation: { prompt: '[Chorus] Morning on the water', style: 'Soul, relaxed', title: 'First Morning, II' },
    },
  },
};
