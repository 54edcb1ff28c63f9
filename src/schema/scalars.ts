import { builder } from './builder.ts';
import { badUserInput } from './errors.ts';

builder.scalarType('DateTime', {
  description: 'An ISO 8601 instant with time zone, UTC.',
  serialize: (epochMs) => new Date(epochMs).toISOString(),
  parseValue: () => {
    throw badUserInput('A DateTime is given out, never taken in.');
  },
});

builder.scalarType('URL', {
  description: 'An absolute http(s) URL.',
  serialize: (url) => url,
  // Any text passes: the domain says what is wrong with it, as a `userErrors` entry with the path of the field.
  parseValue: (value) => {
    if (typeof value === 'string') return value;
    throw badUserInput('A URL is given as a string.');
  },
});
