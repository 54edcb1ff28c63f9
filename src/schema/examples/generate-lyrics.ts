export const GENERATE_LYRICS = `# Write lyrics. Watch the task in the tab "WatchTask": its
# variants arrive all at once.

mutation GenerateLyrics($input: GenerateLyricsInput!) {
  generateLyrics(input: $input) {
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
`;
