/** Rows under a heading. */
export interface Table {
  readonly heading: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** Formats rows under a heading in aligned columns; numbers are aligned to the right. */
export const table = (heading: Table['heading'], rows: Table['rows']): string => {
  const lines = [heading, ...rows];
  const widths = heading.map((_name, column) => Math.max(...lines.map((line) => String(line[column]).length)));
  const isNumeric = heading.map((_name, column) => rows.every((row) => typeof row[column] === 'number'));
  const pad = (cell: string | number, column: number): string => {
    const width = widths[column] ?? 0;
    return isNumeric[column] ? String(cell).padStart(width) : String(cell).padEnd(width);
  };
  const rule = widths.map((width) => '─'.repeat(width));
  return [heading, rule, ...rows].map((line) => line.map(pad).join('   ').trimEnd()).join('\n');
};
