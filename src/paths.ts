/** Path of GraphQL: HTTP, SSE, WebSocket, and GraphiQL for browsers. */
export const GRAPHQL_PATH = '/graphql';

/** Path of Standard MIDI Files; the id of the task and `.mid` follow. */
export const MIDI_PATH = '/midi/';

/** Path of uploads; the token of the upload follows. The token is a secret: it allows storing a file. */
export const UPLOAD_PATH = '/uploads/';

/** Path of callbacks; the token of the callback follows. The token is a secret: it proves that the provider calls. */
export const CALLBACK_PATH = '/callbacks/';
