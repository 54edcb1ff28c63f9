import type { ImportRules } from './imports.ts';

/** The packages that the domain must not know. */
const OUTSIDE = [
  'graphql',
  '@envelop',
  'graphql-ws',
  '@pothos',
  'undici',
  'ws',
  'node:http',
  'node:https',
  '@opentelemetry',
  'node:sqlite',
];
const LIFECYCLE = 'src/domain/tasks/lifecycle';
const ERRORS = 'src/domain/tasks/errors.ts';

/** Who may import whom; in words in docs/architecture.md. */
export const RULES: ImportRules = {
  'src/app.ts': { may: ['**'] },
  'src/main.ts': { may: ['**'] },
  'src/bounded-cache.ts': { may: [] },
  // What nodes share, by the settings: part of app.ts.
  'src/adapters.ts': { may: ['src/config/config.ts', 'src/domain', 'src/events', 'src/limits', 'src/redis'] },
  'src/library-messages.ts': { may: [] },
  'src/npm-end.ts': { may: [] },
  'src/outgoing-proxies.ts': { may: ['src/undici.ts'] },
  'src/undici.ts': { may: [] },
  'src/package-parts.d.ts': { may: [] },
  'src/paths.ts': { may: [] },
  'src/shutdown.ts': { may: [] },
  'src/system-clock.ts': { may: ['src/domain'] },

  'src/domain': { may: [], not: OUTSIDE },
  'src/domain/outputs': { may: [], not: OUTSIDE },
  'src/domain/operations': { may: ['src/domain/outputs'], not: OUTSIDE },
  'src/domain/ports': {
    may: ['src/domain/operations', LIFECYCLE, 'src/domain/tasks/callbacks/callback-outcome.ts'],
    not: OUTSIDE,
  },
  [LIFECYCLE]: { may: ['src/domain/operations', 'src/domain/outputs', 'src/domain/ports'], not: OUTSIDE },
  'src/domain/tasks/reading': { may: ['src/domain/ports', LIFECYCLE, ERRORS], not: OUTSIDE },
  'src/domain/tasks/polling': {
    may: ['src/domain/ports', LIFECYCLE, ERRORS, 'src/domain/tasks/callbacks/callback-tokens.ts'],
    not: OUTSIDE,
  },
  'src/domain/tasks/callbacks': {
    may: ['src/domain/ports', LIFECYCLE, 'src/domain/tasks/polling/cooldown.ts', 'src/bounded-cache.ts'],
    not: OUTSIDE,
  },
  'src/domain/tasks/buying': {
    may: [
      'src/domain/operations',
      'src/domain/outputs',
      'src/domain/ports',
      LIFECYCLE,
      ERRORS,
      'src/domain/tasks/callbacks/callback-tokens.ts',
      'src/domain/tasks/reading/task-hub.ts',
      'src/domain/deadline.ts',
      'src/domain/linked-list.ts',
      'src/domain/when-aborted.ts',
    ],
    not: OUTSIDE,
  },
  'src/domain/uploads': {
    may: ['src/domain/operations/input-rules.ts', 'src/domain/ports', 'src/domain/tasks/lifecycle/refusal.ts', ERRORS],
    not: OUTSIDE,
  },
  'src/upstream': { may: ['src/domain', 'src/outgoing-proxies.ts', 'src/undici.ts'] },
  'src/store': { may: ['src/domain', 'src/bounded-cache.ts'] },
  'src/events': { may: ['src/domain', 'src/redis'] },
  'src/limits': { may: ['src/domain', 'src/redis'] },
  // Connections to Redis, for the adapters that need one.
  'src/redis': { may: ['src/domain'] },
  'src/callbacks': { may: ['src/domain'] },
  'src/resolvers': { may: ['src/domain'], not: ['graphql', '@envelop', '@pothos'] },
  'src/schema': { may: ['src/resolvers', 'src/domain', 'src/library-messages.ts'], not: ['@envelop'] },
  'src/http': {
    may: [
      'src/resolvers/context.ts',
      'src/resolvers/loaders.ts',
      'src/telemetry',
      'src/domain',
      'src/bounded-cache.ts',
      'src/library-messages.ts',
      'src/outgoing-proxies.ts',
      'src/paths.ts',
      'src/system-clock.ts',
      'src/shutdown.ts',
    ],
    not: ['@opentelemetry'],
  },
  'src/config': {
    may: ['src/domain/operations/index.ts', 'src/system-clock.ts', 'src/upstream/kie/wire/job-names.ts'],
  },
  'src/telemetry': { may: ['src/domain', 'src/paths.ts'], not: ['@opentelemetry'] },
  // Loaded only where it is configured; what others know of it is in src/telemetry/tracing.ts.
  'src/telemetry/opentelemetry': { may: ['src/domain', 'src/telemetry/rare-warnings.ts', 'src/telemetry/tracing.ts'] },

  // The files at the top put the mock together: library, server, command, msw.
  'mock-server': { may: ['src/upstream/kie/wire'] },
  'mock-server/core': { may: [], not: ['node:http', 'node:crypto', 'undici'] },
  'mock-server/dialect': { may: ['mock-server/core', 'src/upstream/kie/wire'] },
  'mock-server/music': { may: ['src/upstream/kie/wire/separation.ts'] },
  'mock-server/media': { may: ['mock-server/core', 'mock-server/music'] },
  'mock-server/operations': {
    may: [
      'mock-server/core',
      'mock-server/dialect',
      'mock-server/media',
      'mock-server/music/score.ts',
      'src/upstream/kie/wire',
    ],
  },
  'mock-server/scenarios': {
    may: [
      'mock-server/core',
      'mock-server/dialect',
      'mock-server/media',
      'mock-server/operations',
      'src/upstream/kie/wire',
    ],
  },
  'mock-server/provider': {
    may: [
      'mock-server/core',
      'mock-server/dialect',
      'mock-server/media',
      'mock-server/operations',
      'mock-server/scenarios',
      'src/upstream/kie/wire',
    ],
    not: ['node:http', 'node:crypto', 'undici'],
  },
  'mock-server/admin': {
    may: [
      'mock-server/core',
      'mock-server/media',
      'mock-server/operations',
      'mock-server/scenarios',
      'mock-server/provider',
    ],
  },
  'mock-server/cli': { may: ['mock-server/core', 'mock-server/scenarios'] },
  'mock-server/contract': { may: [] },
  'mock-server/conformance': { may: ['mock-server/contract', 'src/upstream/kie/wire'] },
  examples: { may: [] },

  scripts: { may: ['src/domain', 'src/npm-end.ts', 'src/schema/index.ts', 'src/store', 'src/system-clock.ts'] },
  bench: { may: ['scripts/read-options.ts', 'scripts/build/inputs.js'] },
  'bench/nodes': { may: ['bench', 'scripts/test-nodes/servers.ts'] },
  'bench/micro/callbacks.ts': {
    may: [
      'bench/micro',
      'bench/provider',
      'src/bounded-cache.ts',
      'src/callbacks/decode-body.ts',
      'src/domain/outputs',
      'src/store/sqlite',
      'src/upstream/kie/wire',
    ],
  },
  'bench/micro/push.ts': {
    may: [
      'bench/micro',
      'src/domain/deadline.ts',
      'src/domain/within.ts',
      'src/domain/tasks/reading',
      'src/http/socket/delivery.ts',
      'src/http/socket/text-frame.ts',
      'src/system-clock.ts',
    ],
  },
  'bench/micro/purchases.ts': { may: ['bench/micro', 'src/domain/operations/same-input.ts'] },
  'bench/micro/wire.ts': { may: ['bench/micro', 'bench/provider', 'src/upstream/kie/wire'] },
  'bench/micro/questions.ts': { may: ['bench/documents.ts', 'bench/micro', 'src/http/graphql/question.ts'] },
  'bench/micro/requests.ts': {
    may: [
      'bench/micro',
      'src/http/graphql/value-sizes.ts',
      'src/http/read-body.ts',
      'src/http/reply.ts',
      'src/telemetry',
    ],
  },
  'bench/micro/saves.ts': { may: ['bench/micro', 'src/domain', 'src/store/sqlite', 'src/system-clock.ts'] },
  'bench/micro/turns.ts': {
    may: [
      'bench/micro',
      'src/http/graphql/read-per-turn.ts',
      'src/store/sqlite/migrations.ts',
      'src/store/sqlite/statements.ts',
      'src/telemetry/write-together.ts',
    ],
  },
  'bench/micro/telemetry.ts': { may: ['bench/micro', 'src/http/traced.ts', 'src/telemetry/opentelemetry/tracing.ts'] },
  'bench/fill-store.ts': {
    may: ['scripts/read-options.ts', 'src/domain', 'src/store/index.ts', 'src/system-clock.ts'],
  },
  // The operator's tool knows the store by its port: it contains no SQL.
  'scripts/tasks.ts': {
    may: ['scripts/tasks', 'src/config/config.ts', 'src/domain', 'src/store/index.ts', 'src/system-clock.ts'],
  },
  'scripts/tasks': { may: ['src/domain', 'src/resolvers/global-id.ts'], not: ['node:sqlite'] },
};
