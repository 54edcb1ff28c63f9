import type { Example } from './example.ts';

export const GENERATE_SOUNDS: Example = {
  query: `# Make a sound or a loop.

mutation GenerateSounds($sound: GenerateSoundsInput!) {
  generateSounds(input: $sound) {
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
    sound: {
      prompt: 'Rain on a tin roof',
      loop: true,
      tempo: 90,
      key: 'Am',
    },
  },
};
