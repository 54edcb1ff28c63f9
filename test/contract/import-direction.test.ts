import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { brokenRules, type ImportRules } from '../support/imports.ts';

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
const RULES: ImportRules = {
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

describe('imports', () => {
  it.each(['src', 'mock-server', 'examples', 'scripts', 'bench'])('point inwards in %s', (place) => {
    const files = globSync(`${place}/**/*.ts`, { exclude: ['**/node_modules/**'] });
    expect(files).not.toEqual([]);
    expect(files.flatMap((file) => brokenRules(file, readFileSync(file, 'utf8'), RULES))).toEqual([]);
  });

  it('point inwards in the operator tool', () => {
    const files = globSync('scripts/{tasks.ts,tasks/*.ts}');
    expect(files).not.toEqual([]);
    expect(files.flatMap((file) => brokenRules(file, readFileSync(file, 'utf8'), RULES))).toEqual([]);
  });
});

describe('the check itself', () => {
  const rules: ImportRules = {
    'src/heart': { may: [], not: ['undici', '@pothos'] },
    'src/door': { may: ['src/heart', 'src/hall/lamp.ts'] },
    'src/app.ts': { may: ['**'] },
  };
  const check = (file: string, source: string) => brokenRules(file, source, rules);

  it.each([
    ['a folder that is not allowed', "import { a } from '../door/a.ts';", 'src/heart may not import src/door/a.ts'],
    ['a type', "import type { A } from '../door/a.ts';", 'src/heart may not import src/door/a.ts'],
    ['a re-export', "export * from '../door/a.ts';", 'src/heart may not import src/door/a.ts'],
    ['a side effect', "import '../door/a.ts';", 'src/heart may not import src/door/a.ts'],
    ['a late import', "const a = await import('../door/a.ts');", 'src/heart may not import src/door/a.ts'],
    ['a type by import()', "type A = import('../door/a.ts').A;", 'src/heart may not import src/door/a.ts'],
    [
      'a folder whose name only begins alike',
      "import '../heartless/a.ts';",
      'src/heart may not import src/heartless/a.ts',
    ],
    ['a package', "import { request } from 'undici';", 'src/heart leaves undici alone'],
    ['a package of a scope', "import Builder from '@pothos/core';", 'src/heart leaves @pothos/core alone'],
  ])('finds %s', (_what, source, fault) => {
    expect(check('src/heart/beat.ts', source)).toEqual([`src/heart/beat.ts:1 ${fault}`]);
  });

  it('says in which line, also when an import takes several', () => {
    const source = "import { z } from 'zod';\n\nimport {\n  a,\n  b,\n} from '../door/a.ts';\n";
    expect(check('src/heart/beat.ts', source)).toEqual(['src/heart/beat.ts:6 src/heart may not import src/door/a.ts']);
  });

  it('lets pass what is allowed', () => {
    const source = "import '../heart/a.ts';\nimport '../hall/lamp.ts';\nimport './knob.ts';\nimport 'undici';\n";
    expect(check('src/door/a.ts', source)).toEqual([]);
    expect(check('src/app.ts', "import './heart/a.ts';\nimport './door/a.ts';\n")).toEqual([]);
  });

  it('asks for a rule for every place', () => {
    expect(check('src/attic/a.ts', '')).toEqual(['src/attic/a.ts:1 is in a place without a rule']);
  });
});
