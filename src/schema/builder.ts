import SchemaBuilder from '@pothos/core';
import type { RequestContext } from '../resolvers/context.ts';

/** The Pothos builder; every type registers itself here. Fields are non-null unless they say `nullable`. */
export const builder = new SchemaBuilder<{
  Context: RequestContext;
  DefaultFieldNullability: false;
  Scalars: {
    ID: { Input: string; Output: string };
    /** Epoch milliseconds in the domain. No argument and no input field has this type. */
    DateTime: { Input: never; Output: number };
    URL: { Input: string; Output: string };
  };
}>({ defaultFieldNullability: false });

/* The root types. Each of their fields is in the file of the type that it is about. */

builder.queryType({ description: 'Reads. Nothing here costs credits.' });
builder.mutationType({ description: 'Purchases and commands. One request may hold one purchase.' });
builder.subscriptionType({
  description: 'Changes of tasks, over WebSocket or SSE. A client that reconnects can resume without a gap.',
});
