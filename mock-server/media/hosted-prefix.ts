/** The paths of files that were uploaded begin with it. */
export const HOSTED_PREFIX = '/tempfile/';
