import type { OperationName } from '../domain/operations/index.ts';
import { builder } from './builder.ts';

export const Operation = builder.enumType('Operation', {
  description: 'What can be bought.',
  values: {
    SEPARATE_VOCALS: { description: 'Splits a track into stems.' },
    ADD_VOCALS: { description: 'Sings over an uploaded instrumental.' },
  } satisfies Record<OperationName, object>,
});
