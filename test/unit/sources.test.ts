import { expect, it } from 'vitest';
import type { SourceTask } from '../../src/domain/operations/operation.ts';
import { vocalTrackFault } from '../../src/domain/operations/sources.ts';
import { pair } from '../support/bodies.ts';

const song: SourceTask = { isFinished: true, model: 'V5', isInstrumental: false, output: pair };

it('a voice is not taken from an instrumental', () => {
  expect(vocalTrackFault(song)).toBeNull();
  expect(vocalTrackFault({ ...song, isInstrumental: true })).toMatchObject({ path: ['source'], retryable: false });
  expect(vocalTrackFault({ ...song, isInstrumental: true, isFinished: false })).toMatchObject({ retryable: true });
});
