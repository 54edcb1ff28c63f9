import type { OutputKind } from '../domain/outputs/output.ts';
import type { Task } from '../domain/tasks/lifecycle/task.ts';
import { isTrack, type Node } from '../resolvers/nodes.ts';

/** The object type of a task, by the kind of its output. */
const TASK_TYPES: Readonly<Record<OutputKind, string>> = {
  separation: 'SeparationTask',
  music: 'MusicTask',
  lyrics: 'LyricsTask',
  'timestamped-lyrics': 'TimestampedLyricsTask',
  wav: 'WavTask',
  video: 'VideoTask',
  cover: 'CoverTask',
  persona: 'PersonaTask',
  style: 'StyleTask',
  midi: 'MidiTask',
};

export const typeOfTask = (task: Task): string => TASK_TYPES[task.output.kind];

export const typeOfNode = (node: Node): string => (isTrack(node) ? 'Track' : typeOfTask(node));
