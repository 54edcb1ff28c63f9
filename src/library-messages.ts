/* Decisions that depend on the text of a library's error, because the library gives no code. An upgrade of a library is
   checked here. */

/** graphql-ws: a client sent a message that only servers send. */
export const isUnexpectedMessageError = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('Unexpected message of type');

/** graphql-js: the error of a field is about an argument or a variable of the client. */
export const isInputErrorMessage = (message: string): boolean => /^(Argument|Variable) "/.test(message);
