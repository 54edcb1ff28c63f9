import type { MidiInstrument as Instrument, MidiNote } from '../domain/outputs/midi.ts';
import type { Task } from '../domain/tasks/lifecycle/task.ts';
import type { RequestContext } from './context.ts';

/** An instrument of a task, by its place. */
export interface MidiInstrument extends Instrument {
  readonly task: Task;
  readonly index: number;
}

/** The instruments of a task that yields notes; none until they are reported. */
export const instrumentsOf = (task: Task): MidiInstrument[] => {
  const instruments = task.output.kind === 'midi' ? task.output.instruments : null;
  return (instruments ?? []).map((instrument, index) => ({ ...instrument, task, index }));
};

/** A page of an instrument's notes. */
export const notesOf = async (
  { task, index }: MidiInstrument,
  first: number,
  from: number,
  { loaders }: RequestContext,
): Promise<MidiNote[]> => (await loaders.notes.load({ taskId: task.id, part: index })).slice(from, from + first);

/** Where the gateway serves the notes as a file; null until they are reported. */
export const midiUrlOf = ({ id, output }: Task, { links }: RequestContext): string | null =>
  output.kind === 'midi' && output.instruments !== null ? links.midiFile(id) : null;
