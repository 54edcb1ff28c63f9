import { PERSONA_CREATE_PATH, type PersonaRequest, personaAnswer, personaRequest } from '../wire/generate-persona.ts';
import { defineEndpoint } from './endpoint.ts';

/**
 * Makes a reusable singer: no task, no callback, no record. 409: the track has one already; the answer does not contain
 * its id.
 */
export const generatePersona = defineEndpoint<'GENERATE_PERSONA'>({
  createPath: PERSONA_CREATE_PATH,
  meanings: { 'already-exists': 'exists' },
  toRequest: ({ source: { taskId, audioId }, style, ...input }) =>
    personaRequest.parse({ taskId, audioId, ...input, style: style ?? undefined }) satisfies PersonaRequest,
  readResult(data) {
    const { personaId } = personaAnswer.parse(data);
    return personaId === null ? null : { kind: 'persona', personaId };
  },
});
