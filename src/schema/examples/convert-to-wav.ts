export const CONVERT_TO_WAV = `# A track as WAV. Put \`taskId\` and \`audioId\` of a track into the variables, and watch the task.
#
#    The same track again gives the same task, and costs nothing.

mutation ConvertToWav($input: TrackInput!) {
  convertToWav(input: $input) {
    reused
    task {
      id
      status
      creditCost
    }
    userErrors {
      code
      message
      field
    }
  }
}
`;
