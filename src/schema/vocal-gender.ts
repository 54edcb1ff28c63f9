import type * as domain from '../domain/operations/song-input.ts';
import { builder } from './builder.ts';

export const VocalGender = builder.enumType('VocalGender', {
  description: 'The gender of the singing voice.',
  values: {
    MALE: { description: 'A male voice.' },
    FEMALE: { description: 'A female voice.' },
  } satisfies Record<domain.VocalGender, object>,
});
