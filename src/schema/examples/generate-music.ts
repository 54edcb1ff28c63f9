import type { Example } from './example.ts';

export const GENERATE_MUSIC: Example = {
  query: `# Make a song. Watch the task in the tab "WatchTask".

mutation GenerateMusic($song: GenerateMusicInput!) {
  generateMusic(input: $song) {
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
    song: {
      song: { described: { description: 'A calm song about the first morning of spring, sung by a warm voice' } },
    },
  },
};
