import { createClient } from '@redis/client';
import type { Clock } from '../domain/ports/clock.ts';
import { inTime } from './redis-client.ts';
import { UnusableRedisError } from './unusable-redis-error.ts';

const ANSWER_MS = 3_000;

/** The oldest Redis that is tried: 6.2. */
const OLDEST = [6, 2] as const;

/** What Redis says, by its beginning, and what it means. */
const REFUSALS: readonly (readonly [RegExp, string])[] = [
  [/^NOAUTH/, 'it wants a password, and the URL has none'],
  [/^WRONGPASS/, 'it does not take the user and password of the URL'],
];

/** A line of INFO. */
const fieldOf = (info: string, name: string): string => new RegExp(`^${name}:(.*?)\r?$`, 'm').exec(info)?.[1] ?? '';

const faultOf = (info: string): string | null => {
  const [major = 0, minor = 0] = fieldOf(info, 'redis_version').split('.').map(Number);
  const isOld = major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
  if (isOld) return `Redis ${OLDEST.join('.')} or later is needed, and it is ${major}.${minor}`;
  return fieldOf(info, 'role') === 'slave' ? 'it is a replica, which takes no writes' : null;
};

/** Asks a server for INFO on a connection of its own. @throws Error */
const infoOf = async (url: string, clock: Clock): Promise<string> => {
  const client = createClient({ url, socket: { connectTimeout: ANSWER_MS, reconnectStrategy: false } });
  // An error of the connection fails the command as well.
  client.on('error', () => undefined);
  try {
    const info = client.connect().then(() => client.info());
    return await inTime(clock, ANSWER_MS, info);
  } finally {
    client.destroy();
  }
};

/** The URL without its password, where that is the password of the user whom everyone is; null where it has none. */
const openUrlOf = (url: string): string | null => {
  const open = new URL(url);
  if (open.password === '' || !['', 'default'].includes(open.username)) return null;
  open.username = '';
  open.password = '';
  return open.href;
};

/**
 * Asks Redis at the start. A server that cannot be reached, or does not tell about itself, is no fault: it may come later,
 * and `/readyz` tells.
 *
 * @throws UnusableRedisError when it refuses the password of the URL or needs none, is too old, or is a replica.
 */
export const checkRedis = async (url: string, clock: Clock): Promise<void> => {
  const unusable = (reason: string, cause?: unknown): UnusableRedisError =>
    new UnusableRedisError(`The Redis ${new URL(url).host} of REDIS_URL cannot be used: ${reason}.`, { cause });
  const info = await infoOf(url, clock).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : '';
    const [, reason] = REFUSALS.find(([start]) => start.test(message)) ?? [];
    if (reason !== undefined) throw unusable(reason, error);
    return null;
  });
  if (info === null) return;
  const fault = faultOf(info);
  if (fault !== null) throw unusable(fault);
  const openUrl = openUrlOf(url);
  // A server without a password takes any.
  const isOpen = openUrl !== null && (await infoOf(openUrl, clock).catch(() => null)) !== null;
  if (isOpen) throw unusable('the URL has a password, and everyone can use this Redis without one');
};
