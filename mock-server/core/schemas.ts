import { z } from 'zod';
import type { Json } from './json.ts';

/* Schemas that several parts share. Each part declares the shape of its own data once, and takes its types from it. */

/** Any JSON. It was parsed from a body, so there is nothing to check; and unlike `z.json()` it is described in place. */
export const json = z.custom<Json>();

/** The greatest time that a `Date` can hold. */
export const epochMs = z.number().min(0).max(8.64e15).describe('Epoch milliseconds on the mock’s clock.');

export const count = z.int().min(0);

/** A whole number in a query string. */
export const queryNumber = z.string().regex(/^\d+$/, 'must be a whole number').transform(Number);

export const httpUrl = z.url({ protocol: /^https?$/ });
