/** Why an upload was refused. */
export type UploadErrorCode =
  | 'UNKNOWN_UPLOAD'
  | 'UPLOAD_EXPIRED'
  | 'UPLOAD_USED'
  | 'UPLOAD_IN_PROGRESS'
  | 'LENGTH_REQUIRED'
  | 'SIZE_MISMATCH'
  | 'UNSUPPORTED_TYPE';

/** An upload was refused, and nothing of it was kept. */
export class UploadError extends Error {
  override readonly name = 'UploadError';
  readonly code: UploadErrorCode;

  constructor(code: UploadErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
