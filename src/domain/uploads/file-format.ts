/** What a file is, by its first bytes. */
export interface FileFormat {
  /** Without parameters, e.g. `audio/mpeg`. */
  readonly contentType: string;
  /** The usual ending of a name, without a dot. */
  readonly extension: string;
}

/** As many bytes as are needed to recognise a format. */
export const HEAD_BYTES = 4_100;

type Family = 'audio' | 'image' | 'video';

const isFamily = (text: string): text is Family => text === 'audio' || text === 'image' || text === 'video';

/** The first half of a content type; null for what is neither sound nor picture. */
export const familyOf = (contentType: string): Family | null => {
  const family = contentType.toLowerCase().split('/')[0] ?? '';
  return isFamily(family) ? family : null;
};

/** Formats that hold sound as well as pictures: their first bytes do not tell which. */
const CONTAINERS = new Set(['mp4', 'mov', 'webm', 'mkv', 'ogg', 'ogv', 'ogx', 'asf', '3gp']);

/** Whether a file may be taken that was announced as `contentType`. */
export const isAsAnnounced = ({ contentType, extension }: FileFormat, announced: string): boolean => {
  const family = familyOf(announced);
  if (familyOf(contentType) === family) return true;
  return CONTAINERS.has(extension) && (family === 'audio' || family === 'video');
};

/** The format of a sound, a picture or a film; null for anything else. @param head its first HEAD_BYTES, or all. */
export const recogniseFormat = async (head: Uint8Array): Promise<FileFormat | null> => {
  // Imported at the first upload: most gateways start without ever having one.
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(head);
  if (found === undefined) return null;
  const [contentType = ''] = found.mime.split(';');
  const isKnown = familyOf(contentType) !== null || CONTAINERS.has(found.ext);
  return isKnown ? { contentType, extension: found.ext } : null;
};
