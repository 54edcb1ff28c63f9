import { GraphQLError, Lexer, type Source, TokenKind } from 'graphql';
import type { OperationBounds } from './bounds.ts';
import { requestError } from './request-error.ts';

const OPENING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/**
 * Counts the tokens and the nesting of brackets of a document before the parser reads it. The parser recurses at each
 * bracket, so that deeply nested brackets would exhaust the stack.
 *
 * @throws GraphQLError
 */
export const assertTokens = (source: Source, bounds: Pick<OperationBounds, 'tokens' | 'brackets'>): void => {
  const lexer = new Lexer(source);
  let [tokens, nesting] = [0, 0];
  try {
    for (let { kind } = lexer.advance(); kind !== TokenKind.EOF; { kind } = lexer.advance()) {
      tokens += 1;
      if (OPENING.has(kind)) nesting += 1;
      else if (CLOSING.has(kind)) nesting -= 1;
      if (tokens > bounds.tokens || nesting > bounds.brackets) break;
    }
  } catch (error) {
    // A character that begins no token: the parser reports it.
    if (!(error instanceof GraphQLError)) throw error;
  }
  if (nesting > bounds.brackets) {
    throw requestError('TOO_DEEP', `Brackets may be nested ${bounds.brackets} deep at most.`);
  }
  if (tokens > bounds.tokens) {
    throw requestError('TOO_MANY_TOKENS', `A document may have ${bounds.tokens} tokens at most.`);
  }
};
