import './scalars.ts';
import './node.ts';
import './task.ts';
import './task-connection.ts';
import './refresh-task.ts';
import './task-update.ts';
import './separation.ts';
import './separate-vocals.ts';
import './music.ts';
import './track.ts';
import './add-vocals.ts';
import './credits.ts';
import './quote.ts';
import { builder } from './builder.ts';

/** The whole graph. Unsorted, so that it reads in the order in which it was written. */
export const schema = builder.toSchema({ sortSchema: false });
