import type { Note } from '../score.ts';

/**
 * Sounds one note: mono samples at `SAMPLE_RATE`, loudest sample 1, ring included. Depends on pitch, length and colour
 * only, so that a sound heard twice is made once.
 */
export type Instrument = (note: Note) => Float32Array;
