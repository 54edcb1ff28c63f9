import { z } from 'zod';
import { defineJob } from './job.ts';
import { textAnywhere } from './results.ts';

const request = z.strictObject({ content: z.string() });

/** Writes a richer description of a style. Whether it is in the answer or in a record is not known: both are read. */
export const boostStyle = defineJob('BOOST_STYLE', {
  toInput: ({ content }) => request.parse({ content }),
  outputOf: (roots) => ({ kind: 'style', text: textAnywhere(roots, ['result']) }),
  mayBeInline: true,
});
