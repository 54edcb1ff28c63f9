import { builder } from './builder.ts';

/* The fields of these are with the nouns they are about. */

builder.queryType({ description: 'Reads. Nothing here costs credits.' });
builder.mutationType({ description: 'Purchases, of which one operation may hold one, and commands.' });
builder.subscriptionType({
  description: 'News of tasks, over WebSocket or SSE. A stream can be resumed without a gap.',
});
