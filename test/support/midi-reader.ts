/** A note as a Standard MIDI File holds it. */
export interface FileNote {
  readonly pitch: number;
  /** Seconds. */
  readonly start: number;
  readonly end: number;
  /** 1 to 127. */
  readonly velocity: number;
  readonly channel: number;
}

/** A track of a file, by its name. */
export interface FileTrack {
  readonly name: string;
  readonly notes: readonly FileNote[];
}

/** Reads one chunk of tracks (RP-001): running through its bytes, as a sequencer does. */
const readTrack = (data: Buffer, secondsPerTick: number): FileTrack => {
  let [at, tick, name] = [0, 0, ''];
  const notes: FileNote[] = [];
  const sounding = new Map<string, { tick: number; velocity: number }>();
  const variableLength = (): number => {
    let value = 0;
    for (;;) {
      const byte = data.readUInt8(at);
      at += 1;
      value = value * 128 + (byte & 0x7f);
      if (byte < 0x80) return value;
    }
  };
  while (at < data.length) {
    tick += variableLength();
    const status = data.readUInt8(at);
    at += 1;
    if (status === 0xff) {
      const type = data.readUInt8(at);
      at += 1;
      const length = variableLength();
      if (type === 0x03) name = data.subarray(at, at + length).toString('utf8');
      at += length;
    } else if (status >> 4 === 0xc) {
      at += 1;
    } else {
      const [pitch, velocity] = [data.readUInt8(at), data.readUInt8(at + 1)];
      at += 2;
      const channel = status & 0x0f;
      const key = `${channel} ${pitch}`;
      if (status >> 4 === 0x9) sounding.set(key, { tick, velocity });
      else if (status >> 4 === 0x8) {
        const begun = sounding.get(key);
        if (begun === undefined) throw new Error(`note ${key} ends before it begins`);
        sounding.delete(key);
        const [start, end] = [begun.tick * secondsPerTick, tick * secondsPerTick];
        notes.push({ pitch, start, end, velocity: begun.velocity, channel });
      } else throw new Error(`status ${status.toString(16)} is not expected`);
    }
  }
  if (sounding.size > 0) throw new Error('a note never ends');
  return { name, notes: notes.sort((one, other) => one.start - other.start || one.pitch - other.pitch) };
};

/** The tracks of a Standard MIDI File of format 1 at 120 quarter notes a minute. @throws where the file is none. */
export const readMidiFile = (file: Buffer): FileTrack[] => {
  if (file.toString('latin1', 0, 4) !== 'MThd' || file.readUInt32BE(4) !== 6 || file.readUInt16BE(8) !== 1) {
    throw new Error('no Standard MIDI File of format 1');
  }
  const [count, division] = [file.readUInt16BE(10), file.readUInt16BE(12)];
  const tracks: FileTrack[] = [];
  let at = 14;
  while (at < file.length) {
    if (file.toString('latin1', at, at + 4) !== 'MTrk') throw new Error('a chunk that is no track');
    const length = file.readUInt32BE(at + 4);
    tracks.push(readTrack(file.subarray(at + 8, at + 8 + length), 0.5 / division));
    at += 8 + length;
  }
  if (at !== file.length || tracks.length !== count) throw new Error('the file breaks off');
  return tracks;
};
