import SchemaBuilder from '@pothos/core';
import type { RequestContext } from '../resolvers/context.ts';

/** Every type registers itself here. Fields are non-null unless they say otherwise. */
export const builder = new SchemaBuilder<{
  Context: RequestContext;
  DefaultFieldNullability: false;
  Scalars: {
    ID: { Input: string; Output: string };
    /** Epoch milliseconds on our side. Nothing takes one in. */
    DateTime: { Input: never; Output: number };
    URL: { Input: string; Output: string };
  };
}>({ defaultFieldNullability: false });

/* The root types; each of their fields stands with the noun that it is about. */

builder.queryType({ description: 'Reads. Nothing here costs credits.' });
builder.mutationType({ description: 'Purchases, of which one operation may hold one, and commands.' });
builder.subscriptionType({
  description: 'News of tasks, over WebSocket or SSE. A stream can be resumed without a gap.',
});
