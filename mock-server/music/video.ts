import type { Picture } from './png.ts';
import type { Audio } from './render.ts';
import { encodeStill } from './still.ts';

/** A file for a `<video>`. */
export interface Video {
  bytes: Uint8Array<ArrayBuffer>;
  contentType: 'video/mp4';
  extension: 'mp4';
}

/**
 * Renders an MP4 in which a picture is seen while an MP3 sounds: one frame that lasts as long as the sound. The same
 * picture and sound give the same bytes, but for the time of the rendering, which an MP4 holds.
 */
export async function renderVideo(picture: Picture, { bytes: mp3, seconds }: Audio): Promise<Video> {
  const frame = await encodeStill(picture);
  // Loaded with the first video that is fetched: most mocks never need it.
  const media = await import('mediabunny');
  const input = new media.Input({ source: new media.BufferSource(mp3), formats: [media.MP3] });
  const track = await input.getPrimaryAudioTrack();
  const soundConfig = await track?.getDecoderConfig();
  if (!track || !soundConfig) throw new TypeError('the sound is no MP3');

  const target = new media.BufferTarget();
  const output = new media.Output({ format: new media.Mp4OutputFormat(), target });
  const sight = new media.EncodedVideoPacketSource('av1');
  const sound = new media.EncodedAudioPacketSource('mp3');
  output.addVideoTrack(sight);
  output.addAudioTrack(sound);
  await output.start();
  // AV1, main profile, level 2.0, 8 bits: the least that there is, and enough for a cover.
  const sightConfig = { codec: 'av01.0.00M.08', codedWidth: picture.size, codedHeight: picture.size };
  await sight.add(new media.EncodedPacket(frame, 'key', 0, seconds), { decoderConfig: sightConfig });
  sight.close();
  for await (const packet of new media.EncodedPacketSink(track).packets()) {
    await sound.add(packet, { decoderConfig: soundConfig });
  }
  await output.finalize();
  if (target.buffer === null) throw new TypeError('the video was not written');
  return { bytes: new Uint8Array(target.buffer), contentType: 'video/mp4', extension: 'mp4' };
}
