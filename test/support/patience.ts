/**
 * How long a test waits for a condition, in milliseconds: far beyond anything that is waited for, also on a machine that is
 * busy, and less than a test's own time, so that the failure says what came instead.
 */
export const PATIENCE_MS = 45_000;
