import type * as domain from '../domain/account.ts';
import { readCredits } from '../resolvers/account.ts';
import { builder } from './builder.ts';

const Credits = builder.objectRef<domain.Credits>('Credits').implement({
  description: "The balance of the operator's account at the provider.",
  fields: (t) => ({
    balance: t.exposeFloat('balance', { description: 'In credits.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When the provider reported it.' }),
  }),
});

builder.queryField('credits', (t) =>
  t.field({
    type: Credits,
    description: "The provider account's balance, cached for a short while.",
    extensions: { asksProvider: true },
    resolve: (_root, _args, context) => readCredits(context),
  }),
);
