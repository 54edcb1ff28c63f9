import { z } from 'zod';
import * as read from './reading.ts';

/** Personas, as docs.kie.ai ("Generate Persona") spells them; the page's blank before `vocalStart` is a slip. */
export const PERSONA_CREATE_PATH = '/api/v1/generate/generate-persona';

export const personaRequest = z.strictObject({
  taskId: z.string(),
  audioId: z.string(),
  name: z.string(),
  description: z.string(),
  vocalStart: z.number().min(0),
  vocalEnd: z.number().min(0),
  style: z.string().optional(),
});
export type PersonaRequest = z.infer<typeof personaRequest>;

/** `data` of the answer. */
export const personaAnswer = z.preprocess(
  (data) => ({ personaId: read.field(read.record.parse(data), 'personaId', 'persona_id') }),
  z.object({ personaId: read.id }),
);
