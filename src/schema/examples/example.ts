/** An operation of a tab, and its variables, whose names differ from those of the other operations there. */
export interface Example {
  readonly query: string;
  readonly variables: object;
}
