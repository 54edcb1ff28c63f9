import type { Example } from './example.ts';

export const REPLACE_SECTION: Example = {
  query: `# Make a part of a track anew: at least 10 seconds, at
# most half of it.

mutation ReplaceSection($section: ReplaceSectionInput!) {
  replaceSection(input: $section) {
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
    section: {
      source: { track: { taskId: '…', audioId: '…' } },
      prompt: '[Verse] The second morning',
      tags: 'Soul, relaxed',
      title: 'Second Morning',
      infillStart: 5,
      infillEnd: 15,
      fullLyrics: '[Verse] The first morning\n[Verse] The second morning',
    },
  },
};
