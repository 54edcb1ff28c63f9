export const FILES_OF_A_TRACK = `# A track as WAV, as a music video, or with cover
# pictures. Put \`taskId\` and \`audioId\` of a track into the
# variables, press play, and choose.
#
#    Watch the task that you get in the second tab. The
#    same request again gives the same task, and costs
#    nothing.

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

mutation GenerateCover($cover: GenerateCoverInput!) {
  generateCover(input: $cover) {
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
