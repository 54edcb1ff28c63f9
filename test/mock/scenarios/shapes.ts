import { expect } from 'vitest';
import { STEM_KEYS } from '../../../src/upstream/kie/wire/separation.ts';
import { first, type Stems } from '../support.ts';
import { live, type Proof, type Proofs, separationUnder, vocalsUnder } from './proof.ts';

const told = async (scenario: string, type = 'separate_vocal') => {
  const life = await separationUnder(scenario, type);
  const [callback] = await live(life);
  const { data } = await life.record();
  return { data: callback?.body.data, body: callback?.body, response: data.response, record: data };
};

const contained =
  (scenario: string, expected: unknown): Proof =>
  async () => {
    const { task_id: _id, ...rest } = { ...(await told(scenario)).data };
    expect(rest).toEqual(expected);
  };
const stems = { origin_url: '', vocal_url: expect.any(String), instrumental_url: expect.any(String) };

const file = async (url: unknown): Promise<{ status: number; size: number }> => {
  const response = await fetch(String(url));
  return { status: response.status, size: (await response.arrayBuffer()).byteLength };
};

/** Fetches a stem of a task under the scenario. */
const fetched = async (scenario: string, init: RequestInit = {}) => {
  const { response } = await told(scenario);
  return fetch(String(response.vocalUrl), init);
};

export const shapeProofs: Proofs = {
  'container-removal': contained('container-removal', { vocal_removal_info: stems }),
  'container-separation': contained('container-separation', { vocal_separation_info: stems }),
  'container-both': contained('container-both', { vocal_separation_info: null, vocal_removal_info: stems }),
  'container-none': contained('container-none', stems),
  'stems-empty': async () => {
    const { data, response } = await told('stems-empty', 'split_stem');
    expect([response.instrumentalUrl, response.pianoUrl]).toEqual(['', '']);
    expect(Object.values(response).filter((url) => url === null)).toHaveLength(2); // id and originUrl
    const inCallback = Object.values(data?.vocal_separation_info ?? {});
    expect(inCallback.every((url) => typeof url === 'string')).toBe(true);
    expect(inCallback.filter((url) => url === '').length).toBeGreaterThan(1);
  },
  'stems-absent': async () => {
    const { data, response } = await told('stems-absent', 'split_stem');
    const { id: _id, originUrl: _originUrl, originData, ...named } = { id: null, originUrl: null, ...response };
    expect(Object.values(named)).toEqual(originData.map(({ audio_url }) => audio_url));
    const { origin_url: _origin, ...inCallback } = { origin_url: '', ...data?.vocal_separation_info };
    expect(Object.values(inCallback)).toEqual(Object.values(named));
  },
  'stems-null': async () => {
    const { data, response } = await told('stems-null', 'split_stem');
    const twelve = STEM_KEYS.filter(({ group }) => group !== 'Instrumental' && group !== 'Piano');
    const there = twelve.filter(({ camel }) => response[camel] !== null);
    expect(there.length).toBeGreaterThan(2);
    expect(there.length).toBeLessThan(12);
    expect(twelve.map(({ snake }) => data?.vocal_separation_info[snake])).toEqual(
      twelve.map(({ camel }) => response[camel]),
    );
    expect(response.originData.map(({ stem_type_group_name }) => stem_type_group_name)).toEqual(
      there.map(({ group }) => group),
    );
  },
  'unknown-stem': async () => {
    const { data, response } = await told('unknown-stem');
    expect(data?.vocal_separation_info).toMatchObject({ kazoo_url: expect.stringContaining('/Kazoo.mp3') });
    expect(response).toMatchObject({ kazooUrl: expect.stringContaining('/Kazoo.mp3') });
    const kazoo = response.originData.find((row) => row.stem_type_group_name === 'Kazoo');
    expect(await file(kazoo?.audio_url)).toEqual(await file(response.vocalUrl));
    expect(kazoo?.duration).toBe(20);
  },
  'origin-absent': async () => expect((await told('origin-absent')).response).not.toHaveProperty('originData'),
  'origin-subset': async () => expect((await told('origin-subset')).response.originData).toHaveLength(1),
  'origin-differing': async () => {
    const { response } = await told('origin-differing');
    const { audio_url } = first(response.originData);
    expect(audio_url).not.toBe(response.vocalUrl);
    expect(await file(audio_url)).toEqual(await file(response.vocalUrl));
  },
  'origin-pairs': async () => {
    const { response } = await told('origin-pairs', 'split_stem');
    expect(response.originData).toMatchObject([
      {
        extract: { stem_type_group_name: 'Vocals', audio_url: response.vocalUrl },
        remove: { stem_type_group_name: 'No Vocals', duration: 20 },
      },
    ]);
    const { extract, remove } = first(response.originData as unknown as Stems['origin_data']);
    expect(await file(remove.audio_url)).toEqual(await file(extract.audio_url));
    const bytes = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer());
    expect((await bytes(remove.audio_url)).equals(await bytes(extract.audio_url))).toBe(false);
  },
  'response-nested': async () => {
    const { response } = await told('response-nested');
    expect(response).toMatchObject({ vocal_removal_info: { vocalUrl: expect.any(String) } });
  },
  'unknown-state': async () => {
    expect((await told('unknown-state')).record.successFlag).toBe('REVIEWING');
    const music = await vocalsUnder('unknown-state');
    expect((await music.record()).data.status).toBe('REVIEWING');
  },
  'extra-fields': async () => {
    const { body, record } = await told('extra-fields');
    expect(body).toMatchObject({ traceId: expect.any(String), data: { queue: { place: 1 } } });
    expect(record).toHaveProperty('queue');
  },
  'numbers-as-text': async () => {
    const life = await vocalsUnder('numbers-as-text');
    const [, one] = await live(life);
    expect([one?.body.code, one?.body.data.data[0]?.duration]).toEqual(['200', '20']);
    expect((await life.record()).data.createTime).toMatch(/^\d{13}$/);
  },
  'media-empty': async () => expect((await (await fetched('media-empty')).arrayBuffer()).byteLength).toBe(0),
  'media-truncated': async () => {
    const response = await fetched('media-truncated');
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(1_000);
    await expect(response.arrayBuffer()).rejects.toThrow('terminated');
  },
  'media-forbidden': async () => expect((await fetched('media-forbidden')).status).toBe(403),
  'media-needs-user-agent': async () => {
    expect((await fetched('media-needs-user-agent', { headers: { 'user-agent': '' } })).status).toBe(403);
    expect((await fetched('media-needs-user-agent', { headers: { 'user-agent': 'a player' } })).status).toBe(200);
  },
  'media-expired': async () => expect((await fetched('media-expired')).status).toBe(404),
};
