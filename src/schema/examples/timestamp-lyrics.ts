export const TIMESTAMP_LYRICS = `# When is each word sung? Put \`taskId\` and \`audioId\` of a
# track into the variables.
#
#    The answer comes at once: there is nothing to watch.
#    The same track again costs nothing.

mutation TimestampLyrics($input: TrackInput!) {
  timestampLyrics(input: $input) {
    reused
    task {
      id
      status
      ... on TimestampedLyricsTask {
        words {
          word
          start
          end
        }
      }
    }
    userErrors {
      code
      message
      field
    }
  }
}
`;
