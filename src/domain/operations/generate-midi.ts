import { z } from 'zod';
import { perRules, upstreamId } from './input-rules.ts';
import { type Operation, sourceKey } from './operation.ts';
import { separationFault } from './sources.ts';

const inputSchema = perRules(() =>
  z.strictObject({
    source: z
      .strictObject({ taskId: upstreamId, audioId: upstreamId.nullish() })
      .transform(({ taskId, audioId }) => ({ taskId, audioId: audioId ?? null })),
  }),
);

type Input = z.output<ReturnType<typeof inputSchema>>;

const sourceOf = ({ source: { taskId, audioId } }: Input) => ({ taskId, partId: audioId });

/** Writes down the notes of a finished separation, or of one of its stems. */
export const generateMidi: Operation<Input, z.input<ReturnType<typeof inputSchema>>> = {
  output: 'midi',
  answer: 'task',
  models: [],
  inputSchema,
  priceNames: ['GENERATE_MIDI'],
  priceName: () => 'GENERATE_MIDI',
  reuseKey: (input) => sourceKey(sourceOf(input)),
  source: sourceOf,
  sourceFault: (_input, source) => separationFault(source),
};
