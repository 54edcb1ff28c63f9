import { z } from 'zod';
import { epochMs } from './core/schemas.ts';
import { ruleRequest } from './provider/add-rule.ts';
import { settings } from './provider/settings.ts';

/** Options that the types do not allow, from a caller without types. The message names every problem. */
export class BadOptionError extends TypeError {
  override readonly name = 'BadOptionError';
}

const serverOptions = z.object({
  port: z.int().min(0).max(65_535),
  host: z.string().min(1),
  allowSelfSigned: z.boolean(),
});

const mockOptions = settings
  .extend({
    credits: z.number().min(0),
    clock: z.strictObject({ startAt: epochMs, stopped: z.boolean(), settleTimeoutMs: z.number().min(0) }).partial(),
  })
  .partial()
  .strict();

const check = (what: string, schema: z.ZodType, given: unknown): void => {
  const { error } = schema.safeParse(given);
  if (!error) return;
  const problems = error.issues.map(({ path, message }) => [...path, message].join(': '));
  throw new BadOptionError(`${what}: ${problems.join('; ')}`);
};

/* The library takes what the admin API takes. These throw where the admin API answers 400. */

export const checkServerOptions = (given: unknown): void => check('options of the mock', serverOptions, given);
export const checkMockOptions = (given: unknown): void => check('options of the mock', mockOptions, given);
export const checkRuleRequest = (given: unknown): void => check('scenario', ruleRequest, given);
