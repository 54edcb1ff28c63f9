import { z } from 'zod';
import { DIALECTS } from '../src/upstream/kie/wire/dialects.ts';
import { nearest } from './core/nearest.ts';
import type { MockKieOptions } from './index.ts';

const number = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+(\.\d+)?$/, `must be a number from ${least} to ${most}`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be a number from ${least} to ${most}`);

/** What a running mock prints: every request and callback, only those that have notes, or nothing. */
const LOG_LEVELS = ['all', 'notes', 'off'] as const;

const flag = z
  .enum(['true', 'false', '1', '0'], 'must be true or false')
  .default('false')
  .transform((text) => text === 'true' || text === '1');

/** The environment of `npm run mock`. An empty variable counts as unset. */
const environment = z.object({
  MOCK_PORT: number(0, 65_535).refine(Number.isInteger, 'must be a whole number').default(4010),
  MOCK_HOST: z.string().default('127.0.0.1'),
  MOCK_API_KEY: z.string().optional(),
  MOCK_DIALECT: z.enum(DIALECTS, `must be one of ${DIALECTS.join(', ')}`).default('kie'),
  MOCK_HMAC_KEY: z.string().optional(),
  MOCK_TIME_SCALE: number(0, 1_000).default(1),
  MOCK_PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).optional(),
  MOCK_CORS_ORIGINS: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((origin) => origin.trim() || [])),
  MOCK_ALLOW_SELF_SIGNED: flag,
  MOCK_UNIQUE_CALLBACK_URLS: flag,
  MOCK_STRICT: flag,
  MOCK_LOG: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('all'),
  MOCK_CREDITS: number(0, 1e9).default(1000),
  MOCK_SEED: z.string().optional(),
});

/** Names that were renamed: still read, with a warning. */
const RENAMED: Readonly<Record<string, string>> = { MOCK_SPEED: 'MOCK_TIME_SCALE' };

/** An environment that the mock cannot start with. The message names every bad variable, and never a secret's value. */
export class BadEnvironmentError extends Error {
  override readonly name = 'BadEnvironmentError';
}

export interface Environment {
  readonly options: MockKieOptions & { readonly port: number; readonly host: string };
  readonly log: (typeof LOG_LEVELS)[number];
  /** Names that begin like a variable of the mock and are none. */
  readonly unknown: readonly string[];
  /** One line each, to be shown once at the start. */
  readonly warnings: readonly string[];
}

const warningFor = (name: string): string => {
  const meant = nearest(name, Object.keys(environment.shape));
  return `${name} is no variable of the mock, and is ignored${meant === null ? '' : `; did you mean ${meant}?`}`;
};

/**
 * Reads the options of a mock from environment variables.
 *
 * @throws BadEnvironmentError for a value that is out of bounds
 */
export const readEnvironment = (env: Readonly<Record<string, string | undefined>>): Environment => {
  const set = Object.entries(env).filter(([name, value]) => name.startsWith('MOCK_') && value !== '');
  const old = set.filter(([name]) => name in RENAMED);
  const read = environment.safeParse({
    ...Object.fromEntries(old.map(([name, value]) => [RENAMED[name], value])),
    ...Object.fromEntries(set),
  });
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message }) => `  ${path.join('.')} ${message}`);
    throw new BadEnvironmentError(`The mock cannot start with this environment:\n${problems.join('\n')}`);
  }
  const { data } = read;
  const unknown = set.flatMap(([name]) => (name in environment.shape || name in RENAMED ? [] : [name]));
  return {
    options: {
      port: data.MOCK_PORT,
      host: data.MOCK_HOST,
      apiKey: data.MOCK_API_KEY ?? null,
      dialect: data.MOCK_DIALECT,
      hmacKey: data.MOCK_HMAC_KEY ?? null,
      timeScale: data.MOCK_TIME_SCALE,
      publicUrl: data.MOCK_PUBLIC_URL ?? null,
      corsOrigins: data.MOCK_CORS_ORIGINS,
      allowSelfSigned: data.MOCK_ALLOW_SELF_SIGNED,
      uniqueCallbackUrls: data.MOCK_UNIQUE_CALLBACK_URLS,
      strict: data.MOCK_STRICT,
      credits: data.MOCK_CREDITS,
      ...(data.MOCK_SEED === undefined ? {} : { seed: data.MOCK_SEED }),
    },
    log: data.MOCK_LOG,
    unknown,
    warnings: [
      ...old.map(([name]) => `${name} is the old name of ${RENAMED[name]}; it still works, please rename it`),
      ...unknown.map(warningFor),
    ],
  };
};
