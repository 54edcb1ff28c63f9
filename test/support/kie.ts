import { OPERATION_NAMES, type OperationName } from '../../src/domain/operations/index.ts';
import type { NoteOddity, Provider } from '../../src/domain/ports/provider.ts';
import { createKieApi } from '../../src/upstream/kie/create-api.ts';
import { createKieProvider } from '../../src/upstream/kie/provider.ts';
import type { Transport } from '../../src/upstream/kie/transport.ts';
import type { Dialect } from '../../src/upstream/kie/wire/dialects.ts';

const ignoreOddities: NoteOddity = () => undefined;

/** kie.ai's API, as the gateway reads it. */
export const kieApi = (dialect: Dialect = 'kie', noteOddity: NoteOddity = ignoreOddities) =>
  createKieApi({ style: 'endpoints', dialect, noteOddity });

/** kie.ai's jobs API. @param buys what is bought there. */
const kieJobs = (buys: readonly OperationName[] = OPERATION_NAMES, noteOddity: NoteOddity = ignoreOddities) =>
  createKieApi({ style: 'jobs', dialect: 'kie', buys, noteOddity });

const SECRETS = ['our-key', 'secret-key'];

/** The real adapter behind a transport of the test's. */
export const kieBehind = (transport: Transport, dialect: Dialect = 'kie', noteOddity?: NoteOddity): Provider =>
  createKieProvider({ transport, apis: [kieApi(dialect, noteOddity)], secrets: SECRETS });

/** The same where what can be is bought as a job. */
export const jobsBehind = (
  transport: Transport,
  { buys, noteOddity }: { readonly buys?: readonly OperationName[]; readonly noteOddity?: NoteOddity } = {},
): Provider =>
  createKieProvider({
    transport,
    apis: [kieJobs(buys, noteOddity), kieApi('kie', noteOddity)],
    secrets: SECRETS,
  });

const unreachable = () => Promise.reject(new Error('this provider is only read, never called'));
const UNREACHABLE: Transport = { get: unreachable, post: unreachable, close: () => Promise.resolve() };

/** The real adapter for what it can read without a call. */
export const createUnreachableKie = (dialect: Dialect = 'kie', noteOddity?: NoteOddity): Provider =>
  kieBehind(UNREACHABLE, dialect, noteOddity);

/** The same where what can be is bought as a job. */
export const createUnreachableJobs = (): Provider => jobsBehind(UNREACHABLE);
