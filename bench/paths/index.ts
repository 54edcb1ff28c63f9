import type { BenchPath } from './path.ts';
import { taskAgain } from './task-again.ts';
import { taskByHash } from './task-by-hash.ts';
import { taskInTurn } from './task-in-turn.ts';
import { taskPage } from './task-page.ts';

/** All paths, in the order in which they are measured. */
export const PATHS: readonly BenchPath[] = [taskAgain, taskInTurn, taskPage, taskByHash];
