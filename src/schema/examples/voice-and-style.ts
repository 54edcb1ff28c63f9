export const VOICE_AND_STYLE = `# A reusable singer from a track, or a richer description
# of a style. Press play, and choose.
#
#    The answer comes at once: there is nothing to watch.
#    Songs name the \`personaId\`.

mutation GeneratePersona($persona: GeneratePersonaInput!) {
  generatePersona(input: $persona) {
    task {
      id
      status
      ... on PersonaTask {
        personaId
      }
    }
    userErrors {
      code
      message
      field
    }
  }
}

mutation BoostStyle($style: BoostStyleInput!) {
  boostStyle(input: $style) {
    task {
      id
      status
      ... on StyleTask {
        result
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
