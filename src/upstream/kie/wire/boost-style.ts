import { z } from 'zod';
import * as read from './reading.ts';

/** Style boost, as docs.kie.ai ("Boost Music Style") spells it. */
export const STYLE_CREATE_PATH = '/api/v1/style/generate';

export const styleRequest = z.strictObject({ content: z.string() });
export type StyleRequest = z.infer<typeof styleRequest>;

/**
 * `data` of the answer. Its `successFlag` is a word in Chinese, or a digit: the text alone tells (provider.md, 5.4).
 */
export const styleAnswer = z.preprocess(
  (data) => ({ result: read.field(read.record.parse(data), 'result') }),
  z.object({ result: read.text }),
);
