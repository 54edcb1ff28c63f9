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
