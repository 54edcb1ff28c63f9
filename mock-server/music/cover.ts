import { type Colour, encodePng, type Picture } from './png.ts';
import { createRandom, type Random } from './random.ts';

const SIZE = 320;

/** A picture for an `<img>`. */
export interface Cover {
  bytes: Uint8Array<ArrayBuffer>;
  contentType: 'image/png';
  extension: 'png';
}

/** A line of hills. */
interface Ridge {
  colour: Colour;
  /** Where the hill begins in each column, from above. */
  crest: readonly number[];
}

/** A song's cover as PNG, whatever name the provider's `.jpeg` addresses suggest; the content type says so. */
export function coverImage(seed: string): Cover {
  return { bytes: encodePng(drawCover(seed)), contentType: 'image/png', extension: 'png' };
}

/** Draws a song's cover, the same for the same seed: a sun over hills, in two related hues. */
export function drawCover(seed: string): Picture {
  const random = createRandom(seed).fork('cover');
  const hue = random.next();
  const neighbour = hue + random.pick([0.08, -0.1, 0.42]);
  const top = hsl(hue, 0.55, 0.24);
  const horizon = hsl(neighbour, 0.75, 0.72);
  const sun = { x: SIZE * (0.25 + 0.5 * random.next()), y: SIZE * (0.26 + 0.22 * random.next()), radius: SIZE * 0.15 };
  const light = hsl(neighbour + 0.04, 0.95, 0.9);
  const ridges = [0.55, 0.66, 0.77, 0.88].map((height, index) =>
    drawRidge(random, height, blend(horizon, hsl(hue, 0.5, 0.1), 0.4 + 0.18 * index)),
  );

  const colourAt = (x: number, y: number): Colour => {
    let colour = blend(top, horizon, Math.min(1, y / (SIZE * 0.72)) ** 1.3);
    const distance = Math.hypot(x - sun.x, y - sun.y);
    colour = blend(colour, light, 0.35 * Math.exp(-distance / (SIZE * 0.16)));
    colour = blend(colour, light, cover(sun.radius - distance));
    for (const ridge of ridges) colour = blend(colour, ridge.colour, cover(y - (ridge.crest[x] ?? SIZE)));
    return colour;
  };
  return { size: SIZE, colourAt };
}

/** The sum of three waves around a height, which is a share of the picture. */
function drawRidge(random: Random, height: number, colour: Colour): Ridge {
  const waves = [1.1, 0.45, 0.17].map((length) => ({
    length: SIZE * length * (0.8 + 0.5 * random.next()),
    lift: SIZE * length * 0.055,
    shift: 2 * Math.PI * random.next(),
  }));
  const crest = Array.from({ length: SIZE }, (_, x) =>
    waves.reduce(
      (sum, { length, lift, shift }) => sum + lift * Math.sin((2 * Math.PI * x) / length + shift),
      SIZE * height,
    ),
  );
  return { colour, crest };
}

/** How much of a point lies inside an edge so many points away: edges stay smooth. */
function cover(inside: number): number {
  return Math.min(1, Math.max(0, inside + 0.5));
}

function blend(from: Colour, to: Colour, share: number): Colour {
  const mixed = (index: 0 | 1 | 2) => from[index] + (to[index] - from[index]) * share;
  return [mixed(0), mixed(1), mixed(2)];
}

function hsl(hue: number, saturation: number, lightness: number): Colour {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number) => {
    const turn = (((offset + hue * 12) % 12) + 12) % 12;
    return 255 * (lightness - reach * Math.max(-1, Math.min(turn - 3, 9 - turn, 1)));
  };
  return [channel(0), channel(8), channel(4)];
}
