import { builder } from './builder.ts';
import { badUserInput } from './errors.ts';
import { toIsoString } from './iso-instant.ts';

builder.scalarType('DateTime', {
  description: 'An ISO 8601 instant with time zone, UTC.',
  serialize: toIsoString,
  parseValue: () => {
    throw badUserInput('DateTime is an output type: it cannot be an argument.');
  },
});

builder.scalarType('URL', {
  description: 'An absolute http(s) URL.',
  // `parseValue` returns what it is given.
  extensions: { keepsInput: true },
  serialize: (url) => url,
  // Any string passes. The domain validates it, and reports what is wrong in `userErrors` with the path of the field.
  parseValue: (value) => {
    if (typeof value === 'string') return value;
    throw badUserInput('A URL must be a string.');
  },
});
