export const NOTES = `# The notes of a track: first split it, then put the
# \`upstreamTaskId\` of the separation into the variables.
#
#    SplitOne takes one named stem out of the mix.
#    WriteNotes writes down what it, or all of the
#    separation, plays.

mutation SplitOne($split: SeparateVocalsInput!) {
  separateVocals(input: $split) {
    reused
    task {
      id
      upstreamTaskId
      status
    }
    userErrors {
      code
      message
      field
    }
  }
}

mutation WriteNotes($notes: GenerateMidiInput!) {
  generateMidi(input: $notes) {
    reused
    task {
      id
      status
    }
    userErrors {
      code
      message
      field
    }
  }
}

query ReadNotes($id: ID!) {
  task(id: $id) {
    status
    ... on MidiTask {
      fileUrl
      instruments {
        name
        noteCount
        notes(first: 10) {
          pitch
          start
          end
        }
      }
    }
  }
}
`;
