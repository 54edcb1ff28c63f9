import { z } from 'zod';
import { DIALECTS } from '../src/upstream/kie/wire/dialects.ts';
import type { MockKieOptions } from './index.ts';

const number = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+(\.\d+)?$/, `must be a number from ${least} to ${most}`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be a number from ${least} to ${most}`);

/** The environment of `npm run mock`; an empty variable counts as unset. */
const environment = z.object({
  MOCK_PORT: number(0, 65_535).refine(Number.isInteger, 'must be a whole number').default(4010),
  MOCK_HOST: z.string().default('127.0.0.1'),
  MOCK_API_KEY: z.string().optional(),
  MOCK_DIALECT: z.enum(DIALECTS, `must be one of ${DIALECTS.join(', ')}`).default('kie'),
  MOCK_HMAC_KEY: z.string().optional(),
  MOCK_SPEED: number(0, 1_000).default(1),
  MOCK_CREDITS: number(0, 1e9).default(1000),
  MOCK_SEED: z.string().optional(),
});

/** Every problem of an environment, by variable; never a secret's value. */
export class BadEnvironmentError extends Error {
  override readonly name = 'BadEnvironmentError';
}

/** Reads the options of a mock from environment variables. */
export const readEnvironment = (env: Readonly<Record<string, string | undefined>>): MockKieOptions => {
  const set = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => name.startsWith('MOCK_') && value !== ''),
  );
  const read = environment.safeParse(set);
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message }) => `  ${path.join('.')} ${message}`);
    throw new BadEnvironmentError(`The mock cannot start with this environment:\n${problems.join('\n')}`);
  }
  const { data } = read;
  return {
    port: data.MOCK_PORT,
    host: data.MOCK_HOST,
    apiKey: data.MOCK_API_KEY ?? null,
    dialect: data.MOCK_DIALECT,
    hmacKey: data.MOCK_HMAC_KEY ?? null,
    speed: data.MOCK_SPEED,
    credits: data.MOCK_CREDITS,
    ...(data.MOCK_SEED === undefined ? {} : { seed: data.MOCK_SEED }),
  };
};
