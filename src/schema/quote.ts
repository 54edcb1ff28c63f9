import { quote } from '../resolvers/account.ts';
import { builder } from './builder.ts';
import { SeparationType } from './separation.ts';
import { Operation } from './task.ts';

const Quote = builder.objectRef<{ readonly credits: number | null }>('Quote').implement({
  description: "A price from the operator's price table.",
  fields: (t) => ({
    credits: t.exposeFloat('credits', { nullable: true, description: 'Null where the price is not published.' }),
  }),
});

builder.queryField('quote', (t) =>
  t.field({
    type: Quote,
    description: 'What an operation would cost, before it is bought. No upstream call.',
    args: {
      operation: t.arg({ type: Operation, required: true, description: 'The operation that would be bought.' }),
      separationType: t.arg({ type: SeparationType, description: 'For SEPARATE_VOCALS; SEPARATE_VOCAL by default.' }),
    },
    resolve: (_root, { operation, separationType = null }, context) => ({
      credits: quote(operation, separationType, context),
    }),
  }),
);
