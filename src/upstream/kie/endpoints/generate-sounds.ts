import {
  GENERATE_SOUNDS_CREATE_PATH,
  type GenerateSoundsRequest,
  generateSoundsRequest,
} from '../wire/generate-sounds.ts';
import { defineEndpoint } from './endpoint.ts';
import { musicFamily } from './music.ts';
import { given } from './song-request.ts';

/** Makes a sound or a loop: two takes, with callbacks and records like those of songs. */
export const generateSounds = defineEndpoint<'GENERATE_SOUNDS'>({
  createPath: GENERATE_SOUNDS_CREATE_PATH,
  family: musicFamily,
  toRequest({ prompt, model, loop, tempo, key, lyrics }, callbackUrl) {
    const sound = { soundLoop: loop, soundTempo: tempo, soundKey: key, grabLyrics: lyrics };
    const request = given({ prompt, model, ...sound, callBackUrl: callbackUrl });
    return generateSoundsRequest.parse(request) satisfies GenerateSoundsRequest;
  },
});
