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
import './generate-lyrics.ts';
import './timestamp-lyrics.ts';
import './create-upload.ts';
import './import-file.ts';
import './credits.ts';
import './quote.ts';
import { builder } from './builder.ts';

/** The whole schema. Not sorted: printed, it keeps the order of the source. */
export const schema = builder.toSchema({ sortSchema: false });
