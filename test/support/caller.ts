import type { Caller } from '../../src/http/graphql/caller.ts';
import { SocketCaller } from '../../src/http/socket/socket-caller.ts';
import { createLogger } from '../../src/telemetry/logger.ts';

/** One for all: each logger listens for the end of the process. */
const logger = createLogger({ level: 'silent' });

/** A caller that may do everything, and of whose answers nothing is kept. */
export const aCaller = (viewer = 'alice'): Caller => new SocketCaller(viewer, 'a', null, logger);
