/** A table of Markdown. @param {string[]} head @param {(string | number)[][]} rows */
export function table(head, rows) {
  const row = (cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}

/** @param {string} text */
export const code = (text) => `\`${text}\``;
