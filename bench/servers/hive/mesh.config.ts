import { defineConfig } from '@graphql-mesh/compose-cli';
import { loadOpenAPISubgraph } from '@omnigraph/openapi';

export const composeConfig = defineConfig({
  subgraphs: [
    {
      sourceHandler: loadOpenAPISubgraph('separation', {
        source: './openapi.json',
        endpoint: process.env['PROVIDER'] ?? '',
        operationHeaders: { authorization: 'Bearer bench' },
      }),
    },
  ],
});
