import { createHash } from 'node:crypto';
import { BufferSource, type EncodedPacket, EncodedPacketSink, Input, type InputTrack, MP4 } from 'mediabunny';
import { describe, expect, it } from 'vitest';
import {
  composeSong,
  coverImage,
  drawCover,
  type Part,
  renderAudio,
  renderSamples,
  renderVideo,
  SAMPLE_RATE,
  type Song,
} from '../../mock-server/music/index.ts';

const SEEDS = ['night ferry', 'harbour', '7b0c6c1e', 'ünïcödé ⛴', ''];

describe('a composed song', () => {
  it('is the same for the same seed, and another for another seed', () => {
    expect(composeSong({ seed: 'harbour', seconds: 20 })).toEqual(composeSong({ seed: 'harbour', seconds: 20 }));
    const songs = SEEDS.map((seed) => JSON.stringify(composeSong({ seed, seconds: 20 }).stems));
    expect(new Set(songs).size).toBe(SEEDS.length);
  });

  it('has a handful of stems, among them a singer', () => {
    for (const seed of SEEDS) {
      const names = namesOf(composeSong({ seed, seconds: 20 }));
      expect(names.length).toBeGreaterThanOrEqual(5);
      expect(names.length).toBeLessThanOrEqual(7);
      expect(names).toEqual(expect.arrayContaining(['Vocals', 'Drums', 'Bass']));
    }
  });

  it('has no singer when it is an instrumental', () => {
    const names = namesOf(composeSong({ seed: 'harbour', seconds: 20, hasVocals: false }));
    expect(names).not.toContain('Vocals');
    expect(names).not.toContain('Backing Vocals');
    expect(names).toContain('Woodwinds');
  });

  it('keeps its instrumental when another voice sings over it', () => {
    const [one, other] = ['take 1', 'take 2'].map((voice) => composeSong({ seed: 'harbour', seconds: 8, voice }));
    const withoutSinger = (song?: Song) => song?.stems.filter(({ name }) => name !== 'Vocals');
    expect(withoutSinger(one)).toEqual(withoutSinger(other));
    expect(one).not.toEqual(other);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a length of %s seconds', (seconds) => {
    expect(() => composeSong({ seed: 'harbour', seconds })).toThrow(RangeError);
  });
});

describe('the samples of a song', () => {
  it.each(SEEDS)('add up: the stems of "%s" to its mix, and voices to what the instrumental lacks', (seed) => {
    const song = composeSong({ seed, seconds: 6 });
    const mix = renderSamples(song, 'mix');
    expect(distance(sum(song, namesOf(song)), mix)).toBeLessThan(1e-5);
    expect(distance(sum(song, ['instrumental', 'voices']), mix)).toBeLessThan(1e-5);
    expect(distance(sum(song, ['Bass', 'No Bass']), mix)).toBeLessThan(1e-5);
  });

  it.each(SEEDS)('neither clip nor whisper in "%s"', (seed) => {
    for (const hasVocals of [true, false]) {
      const mix = renderSamples(composeSong({ seed, seconds: 16, hasVocals }), 'mix');
      const peak = peakOf(mix);
      expect(peak).toBeGreaterThan(0.3);
      expect(peak).toBeLessThan(1);
      expect(mix.every(Number.isFinite)).toBe(true);
    }
  });

  it('never fall silent in the mix before the last half second, where they fade', () => {
    for (const seed of SEEDS) {
      const mix = renderSamples(composeSong({ seed, seconds: 20 }), 'mix');
      for (let second = 0; second < 19; second++) {
        expect(loudness(mix, second, second + 1), `second ${second} of "${seed}"`).toBeGreaterThan(0.005);
      }
      expect(loudness(mix, 19.96, 20)).toBe(0);
    }
  });

  it('are heard in every stem that the song lists', () => {
    for (const seed of SEEDS) {
      const song = composeSong({ seed, seconds: 20 });
      for (const name of namesOf(song)) expect(peakOf(renderSamples(song, name)), name).toBeGreaterThan(0.02);
    }
  });

  it('are silence, of the right length, for a stem that the song does not have', () => {
    const song = composeSong({ seed: 'harbour', seconds: 3, hasVocals: false });
    const samples = renderSamples(song, 'Vocals');
    expect(samples.length).toBe(3 * SAMPLE_RATE);
    expect(peakOf(samples)).toBe(0);
  });

  it.each([0.01, 0.3, 1, 7.77, 183.4])('last %s seconds when that was asked for', (seconds) => {
    const samples = renderSamples(composeSong({ seed: 'harbour', seconds }), 'Bass');
    expect(samples.length).toBe(Math.round(seconds * SAMPLE_RATE));
  });
});

describe('a rendered file', () => {
  it.each([0.5, 8, 23.4])('is an MP3 whose frames last %s seconds, to within one of them', async (seconds) => {
    const audio = await renderAudio(composeSong({ seed: 'harbour', seconds }), 'mix');
    const file = readMp3(audio.bytes);
    expect(audio).toMatchObject({ contentType: 'audio/mpeg', extension: 'mp3', seconds: file.seconds });
    expect(Math.abs(file.seconds - seconds)).toBeLessThan(file.frameSeconds);
  });

  it('has the same bytes each time, also when several are rendered at once', async () => {
    const render = (part: Part) => renderAudio(composeSong({ seed: 'harbour', seconds: 4 }), part);
    const alone = hash((await render('mix')).bytes);
    const together = await Promise.all([render('Drums'), render('mix'), render('instrumental'), render('mix')]);
    const [drums, mix, instrumental, again] = together.map((audio) => hash(audio.bytes));
    expect([mix, again]).toEqual([alone, alone]);
    expect(new Set([drums, mix, instrumental]).size).toBe(3);
  });

  it('is a WAV of the samples when asked for one', async () => {
    const song = composeSong({ seed: 'harbour', seconds: 2 });
    const { bytes, ...audio } = await renderAudio(song, 'mix', 'wav');
    expect(audio).toEqual({ contentType: 'audio/wav', extension: 'wav', seconds: 2 });
    const pcm = new Int16Array(bytes.buffer, 44);
    expect(
      distance(
        Float32Array.from(pcm, (value) => value / 32767),
        renderSamples(song, 'mix'),
      ),
    ).toBeLessThan(1e-4);
  });

  it('lets others have their turn while it is made', async () => {
    let turns = 0;
    const others = setInterval(() => turns++, 1);
    await renderAudio(composeSong({ seed: 'harbour', seconds: 20 }), 'mix');
    clearInterval(others);
    expect(turns).toBeGreaterThan(10);
  });
});

describe('a cover', () => {
  it('is a small PNG, the same for the same seed', () => {
    const cover = coverImage('harbour');
    expect(cover).toMatchObject({ contentType: 'image/png', extension: 'png' });
    expect([...cover.bytes.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    expect(cover.bytes.length).toBeLessThan(60_000);
    expect(hash(coverImage('harbour').bytes)).toBe(hash(cover.bytes));
    expect(hash(coverImage('night ferry').bytes)).not.toBe(hash(cover.bytes));
  });
});

describe('a video', () => {
  it('holds the very MP3, and one frame that lasts as long', async () => {
    const sound = await renderAudio(composeSong({ seed: 'harbour', seconds: 8 }), 'mix');
    const video = await renderVideo(drawCover('harbour'), sound);
    expect(video).toMatchObject({ contentType: 'video/mp4', extension: 'mp4' });
    expect(video.bytes.length).toBeLessThan(sound.bytes.length + 10_000);
    const input = new Input({ source: new BufferSource(video.bytes), formats: [MP4] });
    const [sight, heard] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()];
    if (!sight || !heard) throw new Error('a track is missing');
    const [frame, ...others] = await packetsOf(sight);
    expect([frame?.type, frame?.timestamp, others.length]).toEqual(['key', 0, 0]);
    // AV1, 5.3: a temporal delimiter (type 2, empty), then the sequence header (type 1), without which nothing decodes.
    expect([...(frame?.data.subarray(0, 3) ?? [])]).toEqual([0x12, 0, 0x0a]);
    expect(await sight.computeDuration()).toBeCloseTo(sound.seconds, 3);
    const frames = await packetsOf(heard);
    expect(Buffer.concat(frames.map(({ data }) => data)).equals(sound.bytes)).toBe(true);
  });
});

async function packetsOf(track: InputTrack) {
  const packets: EncodedPacket[] = [];
  for await (const packet of new EncodedPacketSink(track).packets()) packets.push(packet);
  return packets;
}

function namesOf(song: Song) {
  return song.stems.map((stem) => stem.name);
}

function sum(song: Song, parts: readonly Part[]): Float32Array {
  const total = new Float32Array(renderSamples(song, 'mix').length);
  for (const part of parts) {
    renderSamples(song, part).forEach((value, index) => {
      total[index] = (total[index] ?? 0) + value;
    });
  }
  return total;
}

function distance(one: Float32Array, other: Float32Array): number {
  expect(one.length).toBe(other.length);
  return one.reduce((most, value, index) => Math.max(most, Math.abs(value - (other[index] ?? 0))), 0);
}

function peakOf(samples: Float32Array): number {
  return samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

function loudness(samples: Float32Array, from: number, to: number): number {
  const part = samples.subarray(Math.round(from * SAMPLE_RATE), Math.round(to * SAMPLE_RATE));
  return Math.sqrt(part.reduce((total, value) => total + value * value, 0) / part.length);
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Reads an MP3 by its frame headers, without trusting its index. MPEG-2 Layer III only. */
function readMp3(bytes: Uint8Array): { seconds: number; frameSeconds: number } {
  const kbits = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
  const rates = [22_050, 24_000, 16_000];
  let [offset, seconds, frameSeconds] = [0, 0, 0];
  while (offset < bytes.length) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(offset, offset + 4);
    expect([first, second & 0xfe], `frame header at byte ${offset}`).toEqual([0xff, 0xf2]);
    const rate = rates[(third >> 2) & 3] ?? 0;
    const padding = (third >> 1) & 1;
    offset += Math.floor((72_000 * (kbits[third >> 4] ?? 0)) / rate) + padding;
    frameSeconds = 576 / rate;
    seconds += frameSeconds;
  }
  expect(offset, 'the last frame is whole').toBe(bytes.length);
  return { seconds: Math.round(seconds * 1e6) / 1e6, frameSeconds };
}
