/** The format of a file, recognised by its first bytes. */
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

/** The first part of a content type; null if it is neither sound nor picture. */
export const familyOf = (contentType: string): Family | null => {
  const family = contentType.toLowerCase().split('/')[0] ?? '';
  return isFamily(family) ? family : null;
};

/** Formats for sound and for films: their first bytes are the same for both. */
const CONTAINERS = new Set(['mp4', 'mov', 'webm', 'mkv', 'ogg', 'ogv', 'ogx', 'asf', '3gp']);

/** Whether a file has the format that was announced. */
export const isAsAnnounced = ({ contentType, extension }: FileFormat, announced: string): boolean => {
  const family = familyOf(announced);
  if (familyOf(contentType) === family) return true;
  return CONTAINERS.has(extension) && (family === 'audio' || family === 'video');
};

/** The format of a sound, a picture or a film; null for anything else. @param head its first HEAD_BYTES, or all. */
export const recogniseFormat = async (head: Uint8Array): Promise<FileFormat | null> => {
  // Imported at the first upload, because most gateways never have one.
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(head);
  if (found === undefined) return null;
  const [contentType = ''] = found.mime.split(';');
  const isKnown = familyOf(contentType) !== null || CONTAINERS.has(found.ext);
  return isKnown ? { contentType, extension: found.ext } : null;
};
