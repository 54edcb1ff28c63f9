import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isLaterStage,
  MAX_TRACKS,
  MUSIC_STAGES,
  type Music,
  mergeMusic,
  standInId,
} from '../../src/domain/outputs/music.ts';
import {
  finalOutput,
  hasPart,
  hasResults,
  isSurelyWhole,
  isWhole,
  mergeOutput,
} from '../../src/domain/outputs/output.ts';
import { pair, stems, track } from '../support/bodies.ts';

const music = (stage: Music['stage'], ...tracks: Music['tracks']): Music => ({ kind: 'music', stage, tracks });
const silent = (id: string) => track(id, { audioUrl: null });

describe('outputs', () => {
  it('are merged by track, and a thinner report takes nothing away', () => {
    const known = music('FIRST_TRACK', track('one', { title: 'One', duration: 9 }));
    const merged = mergeMusic(known, music('LYRICS', silent('two'), track('one', { audioUrl: null, tags: 'folk' })));
    expect(merged).toEqual(
      music('FIRST_TRACK', track('one', { title: 'One', duration: 9, tags: 'folk' }), silent('two')),
    );
  });

  it('reach the same stage in whatever order they are merged', () => {
    const report = fc.record({
      kind: fc.constant('music' as const),
      stage: fc.constantFrom(null, ...MUSIC_STAGES),
      tracks: fc.array(fc.constantFrom('a', 'b', 'c').map((id) => track(id))),
    });
    fc.assert(
      fc.property(fc.array(report, { maxLength: 6 }), (reports) => {
        const end = (list: Music[]) => list.reduce(mergeMusic, music(null));
        const [there, back] = [end(reports), end([...reports].reverse())];
        expect(back.stage).toBe(there.stage);
        expect(new Set(back.tracks.map(({ audioId }) => audioId))).toEqual(
          new Set(there.tracks.map(({ audioId }) => audioId)),
        );
      }),
    );
  });

  it('serve a file once, under its own id, whichever report of it had none', () => {
    const file = 'https://media.example.com/1.mp3';
    const nameless = track(standInId('1'), { audioUrl: file, duration: 61 });
    const named = track('one', { audioUrl: file });
    const whole = [{ ...nameless, audioId: 'one' }];
    expect(mergeMusic(music(null, nameless), music(null, named)).tracks).toEqual(whole);
    expect(mergeMusic(music(null, named), music(null, nameless)).tracks).toEqual(whole);
    expect(mergeMusic(music(null, silent('one'), nameless), music(null, named)).tracks).toEqual(whole);
    const other = track('one', { audioUrl: 'https://media.example.com/2.mp3' });
    const both = mergeMusic(music(null, other, nameless), music(null, named)).tracks;
    expect(both.map(({ audioId, audioUrl }) => [audioId, audioUrl])).toEqual([
      ['one', other.audioUrl],
      [nameless.audioId, file],
    ]);
  });

  it('serve every file once, whatever is merged', () => {
    const url = fc.constantFrom('1', '2', '3').map((name) => `https://media.example.com/${name}.mp3`);
    const one = fc.record({ id: fc.constantFrom('a', 'b', standInId('1')), audioUrl: fc.option(url) });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 8 }), (rows) => {
        const reports = rows.map(({ id, audioUrl }) => music(null, track(id, { audioUrl })));
        const { tracks } = reports.reduce(mergeMusic, music(null));
        const urls = tracks.flatMap(({ audioUrl }) => audioUrl ?? []);
        expect(new Set(urls).size).toBe(urls.length);
        expect(new Set(tracks.map(({ audioId }) => audioId)).size).toBe(tracks.length);
      }),
    );
  });

  it('grow to a bound only, however many tracks are announced', () => {
    const posts = Array.from({ length: 200 }, (_, index) => music('FIRST_TRACK', track(`t${index}`)));
    const merged = posts.reduce(mergeMusic, music(null));
    expect(merged.tracks).toHaveLength(MAX_TRACKS);
    expect(mergeMusic(merged, music(null, track('t0', { title: 'Known' }))).tracks[0]?.title).toBe('Known');
  });

  it('do not mix kinds', () => {
    expect(mergeOutput(stems, pair)).toBe(stems);
    expect(mergeOutput(pair, stems)).toBe(pair);
  });

  it('know their parts, where every part has an id', () => {
    expect(hasPart(pair, 'two')).toBe(true);
    expect(hasPart(pair, 'three')).toBe(false);
    expect(hasPart(music(null), 'one')).toBeNull();
    const identified = { ...stems, stems: stems.stems.map((stem) => ({ ...stem, audioId: 'v' })) };
    expect(hasPart(identified, 'v')).toBe(true);
    expect(hasPart(identified, 'w')).toBe(false);
    expect(hasPart(stems, 'v')).toBeNull();
  });

  it('know their stages', () => {
    expect(isLaterStage('COMPLETE', 'FIRST_TRACK')).toBe(true);
    expect(isLaterStage('LYRICS', null)).toBe(true);
    expect(isLaterStage('LYRICS', 'LYRICS')).toBe(false);
    expect(isLaterStage(null, 'LYRICS')).toBe(false);
    expect(finalOutput(music('LYRICS', track('one')))).toEqual(music('COMPLETE', track('one')));
  });

  it.each([
    ['a pair', pair, [true, true, true]],
    ['half a pair', music(null, track('one'), silent('two')), [true, false, false]],
    ['one track', music(null, track('one')), [true, true, false]],
    ['tracks without audio', music(null, silent('one'), silent('two')), [false, false, false]],
    ['no track', music(null), [false, false, false]],
    ['stems', stems, [true, true, true]],
    ['no stems', { ...stems, stems: [] }, [false, false, false]],
  ])('%s: has results, is whole, is surely whole', (_name, output, expected) => {
    expect([hasResults(output), isWhole(output), isSurelyWhole(output)]).toEqual(expected);
  });
});
