import type { CodegenConfig } from '@graphql-codegen/cli';

/**
 * `npm run codegen`: typed documents from examples/operations, for the demo, the tests, and whoever wants a start for
 * a frontend. `persisted-documents.json` beside them is what TRUSTED_DOCUMENTS takes.
 */
const config: CodegenConfig = {
  schema: 'schema.graphql',
  documents: 'examples/operations/*.graphql',
  generates: {
    'examples/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false, persistedDocuments: true },
      config: {
        documentMode: 'string',
        // Node strips types and nothing else: no enums, and imports by their real names.
        enumType: 'string-literal',
        importExtension: '.ts',
        useTypeImports: true,
        strictScalars: true,
        scalars: { DateTime: 'string', URL: 'string' },
      },
    },
  },
};

export default config;
