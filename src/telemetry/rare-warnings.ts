import type { Clock } from '../domain/ports/clock.ts';
import type { Logger } from '../domain/ports/logger.ts';

/** Between two lines with one message, in milliseconds: 5 minutes. */
const LINE_INTERVAL_MS = 300_000;

export interface RareWarningsDependencies {
  readonly logger: Pick<Logger, 'warn'>;
  /** A clock that is never set: it only measures intervals. */
  readonly clock: Clock;
}

/** Logs a message at most once in five minutes, with the count since its last line. */
export type WarnRarely = (message: string, fields?: object) => void;

export const createRareWarnings = ({ logger, clock }: RareWarningsDependencies): WarnRarely => {
  const lines = new Map<string, { count: number; loggedAt: number }>();
  return (message, fields = {}) => {
    const now = clock.now();
    const line = lines.get(message) ?? { count: 0, loggedAt: Number.NEGATIVE_INFINITY };
    lines.set(message, line);
    line.count += 1;
    if (now - line.loggedAt < LINE_INTERVAL_MS) return;
    logger.warn({ ...fields, count: line.count }, message);
    line.count = 0;
    line.loggedAt = now;
  };
};
