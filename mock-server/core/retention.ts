/** How long things live, in milliseconds. Sources: retention tables of both brands, and the download page. */
const DAY_MS = 24 * 60 * 60 * 1000;
/** Older pages say three days, the newest three days and 24 hours. */
export const UPLOAD_LIVES_MS = 3 * DAY_MS;
export const MEDIA_LIVES_MS = 14 * DAY_MS;
export const RECORD_LIVES_MS = 60 * DAY_MS;
export const DOWNLOAD_LINK_LIVES_MS = 20 * 60 * 1000;
