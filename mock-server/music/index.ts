/**
 * Music one can hear: songs composed and played from a seed. `composeSong` writes the notes, `renderAudio` makes a file
 * of all of them or of one stem, `coverImage` draws the picture that goes with them, and
 * `renderVideo` shows it while they sound.
 */
export { composeSong, type Edit, type Recipe } from './compose.ts';
export { type Cover, coverImage, drawCover } from './cover.ts';
export { SAMPLE_RATE } from './dsp.ts';
export { type Audio, renderAudio, renderSamples } from './render.ts';
export { isHeardIn, type Note, type Part, type Song, type Stem, type StemName } from './score.ts';
export { renderVideo, type Video } from './video.ts';
