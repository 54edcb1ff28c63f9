const FILES = 'https://files.example.com';

/** The twelve stems of a split, and the instrumental that a record may name beside them; by docs/provider.md. */
const STEMS = [
  ['vocalUrl', 'Vocals'],
  ['backingVocalsUrl', 'Backing Vocals'],
  ['drumsUrl', 'Drums'],
  ['bassUrl', 'Bass'],
  ['guitarUrl', 'Guitar'],
  ['keyboardUrl', 'Keyboard'],
  ['percussionUrl', 'Percussion'],
  ['stringsUrl', 'Strings'],
  ['synthUrl', 'Synth'],
  ['fxUrl', 'FX'],
  ['brassUrl', 'Brass'],
  ['woodwindsUrl', 'Woodwinds'],
] as const;

const stemUrl = (taskId: string, group: string): string => `${FILES}/s/${taskId}_${group.replaceAll(' ', '_')}.mp3`;

const stems = (taskId: string): object => ({
  id: null,
  originUrl: null,
  originData: STEMS.map(([, group], index) => ({
    id: `7b0c6c1e-5a3d-4a57-9a0e-2f4b1f6f0a${10 + index}`,
    stem_type_group_name: group,
    duration: 183.4,
    audio_url: stemUrl(taskId, group),
  })),
  ...Object.fromEntries(STEMS.map(([key, group]) => [key, stemUrl(taskId, group)])),
});

/** `data` of a separation's record. */
export const separationRecord = (taskId: string, isFinished: boolean, callbackUrl: string | null): object => ({
  taskId,
  musicId: '7b0c6c1e-5a3d-4a57-9a0e-2f4b1f6f0a11',
  musicIndex: 0,
  callbackUrl,
  createTime: 1_767_225_600_000,
  completeTime: isFinished ? 1_767_225_683_000 : null,
  successFlag: isFinished ? 'SUCCESS' : 'PENDING',
  errorCode: null,
  errorMessage: null,
  response: isFinished ? stems(taskId) : null,
});

/** A separation's callback about its end. */
export const separationCallback = (taskId: string): string =>
  JSON.stringify({
    code: 200,
    msg: 'vocal separation generated successfully.',
    data: { task_id: taskId, vocal_removal_info: { vocal_url: stemUrl(taskId, 'Vocals') } },
  });

/** `data` of a music task's record. */
export const musicRecord = (taskId: string, isFinished: boolean): object => ({
  taskId,
  parentMusicId: '',
  param: '{}',
  response: isFinished
    ? {
        taskId,
        sunoData: [
          {
            id: '8551662c-73a4-47a4-9d4d-6f1c2c4d3c11',
            audioUrl: `${FILES}/r/8551662c.mp3`,
            streamAudioUrl: `${FILES}/stream/8551662c`,
            imageUrl: `${FILES}/8551662c.jpeg`,
            prompt: '[Verse] Lights on the water',
            modelName: 'chirp-fenix',
            title: 'Night Ferry',
            tags: 'folk, calm',
            createTime: 1_767_225_600_000,
            duration: 183.4,
          },
        ],
      }
    : null,
  status: isFinished ? 'SUCCESS' : 'PENDING',
  type: 'chirp-fenix',
  operationType: 'upload_add_vocals',
  errorCode: null,
  errorMessage: null,
  createTime: 1_767_225_600_000,
});

/**
 * A music task's callback. The duration is what is new in each of them, so that each makes a new version.
 *
 * @param duration a JSON number, or what stands for one
 */
export const musicCallback = (taskId: string, callbackType: 'first' | 'complete', duration: string): string => {
  const track = {
    id: '8551662c-73a4-47a4-9d4d-6f1c2c4d3c11',
    audio_url: `${FILES}/r/8551662c.mp3`,
    stream_audio_url: `${FILES}/stream/8551662c`,
    image_url: `${FILES}/8551662c.jpeg`,
    prompt: '[Verse] Lights on the water',
    model_name: 'chirp-fenix',
    title: 'Night Ferry',
    tags: 'folk, calm',
    createTime: 1_767_225_600_000,
  };
  const text = JSON.stringify({
    code: 200,
    msg: 'First track generated successfully.',
    data: { callbackType, task_id: taskId, data: [track] },
  });
  return text.replace('"createTime":', `"duration":${duration},"createTime":`);
};
