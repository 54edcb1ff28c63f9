import type { NoteOddity, Provider } from '../../src/domain/ports/provider.ts';
import { createKieApi } from '../../src/upstream/kie/create-api.ts';
import { createKieProvider } from '../../src/upstream/kie/provider.ts';
import type { Transport } from '../../src/upstream/kie/transport.ts';
import type { Dialect } from '../../src/upstream/kie/wire/dialects.ts';

const ignoreOddities: NoteOddity = () => undefined;

/** kie.ai's API, as the gateway reads it. */
export const kieApi = (dialect: Dialect = 'kie', noteOddity: NoteOddity = ignoreOddities) =>
  createKieApi({ style: 'endpoints', dialect, noteOddity });

/** The real adapter behind a transport of the test's. */
export const kieBehind = (transport: Transport, dialect: Dialect = 'kie', noteOddity?: NoteOddity): Provider =>
  createKieProvider({ transport, apis: [kieApi(dialect, noteOddity)], secrets: ['our-key', 'secret-key'] });

const unreachable = () => Promise.reject(new Error('this provider is only read, never called'));

/** The real adapter for what it can read without a call. */
export const createUnreachableKie = (dialect: Dialect = 'kie', noteOddity?: NoteOddity): Provider =>
  kieBehind({ get: unreachable, post: unreachable, close: () => Promise.resolve() }, dialect, noteOddity);
