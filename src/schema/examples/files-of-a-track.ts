export const FILES_OF_A_TRACK = `# A track as WAV, or as a music video. Put \`taskId\` and \`audioId\` of a track into the variables, press play, and choose.
#
#    Watch the task that you get in the second tab. The same request again gives the same task, and costs nothing.

mutation ConvertToWav($wav: TrackInput!) {
  convertToWav(input: $wav) {
    ...Bought
  }
}

mutation CreateVideo($video: CreateVideoInput!) {
  createVideo(input: $video) {
    ...Bought
  }
}

fragment Bought on TaskPayload {
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
`;
