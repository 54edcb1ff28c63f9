/** Who may import whom. The reasons are in docs/architecture.md; a broken rule fails `npm run lint`. */
const only = (from, to) => ({
  name: `${from}-imports`,
  severity: 'error',
  from: { path: `^src/${from}/` },
  to: { path: '^(src|mock-server|examples)/', pathNot: to.map((folder) => `^src/${folder}`) },
});

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    only('domain', ['domain/']),
    only('upstream', ['upstream/', 'domain/']),
    only('store', ['store/', 'domain/']),
    only('events', ['events/', 'domain/']),
    only('callbacks', ['callbacks/', 'domain/']),
    only('resolvers', ['resolvers/', 'domain/']),
    only('schema', ['schema/', 'resolvers/', 'domain/']),
    only('http', ['http/', 'schema/', 'callbacks/', 'resolvers/context\\.ts$', 'telemetry/', 'domain/']),
    only('config', ['config/']),
    only('telemetry', ['telemetry/']),
    {
      name: 'mock-server-imports',
      comment: 'The mock is a product of its own; it shares the wire shapes and nothing else.',
      severity: 'error',
      from: { path: '^mock-server/' },
      to: { path: '^(src|examples)/', pathNot: '^src/upstream/kie/wire/' },
    },
    {
      name: 'domain-knows-no-transport',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { path: '(^|/)node_modules/(graphql|graphql-yoga|undici|ws|graphql-ws|@pothos)(/|$)|^node:(http|sqlite)$' },
    },
    {
      name: 'resolvers-know-no-schema-builder',
      severity: 'error',
      from: { path: '^src/resolvers/' },
      to: { path: 'node_modules/@pothos/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node'],
    },
  },
};
