import type { Charge as ChargeName } from '../domain/tasks/lifecycle/task.ts';
import { builder } from './builder.ts';

export const Charge = builder.enumType('Charge', {
  description: "What is known of the provider's bill for a task.",
  values: {
    NOT_CHARGED: { description: 'The provider took nothing.' },
    CHARGED: { description: 'The provider took the purchase, and bills it.' },
    MAYBE_CHARGED: {
      description: "The provider's answer to the purchase was lost, and nothing has shown yet what became of it.",
    },
    REFUNDED: { description: 'The task failed, and the provider gave the credits back.' },
  } satisfies Record<ChargeName, object>,
});
