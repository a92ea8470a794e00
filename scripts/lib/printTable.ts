/** Columns of a terminal: Chinese signs take two. */
const widthOf = (text: string): number =>
  [...text].reduce(
    (sum, sign) => sum + (/[\u1100-\u115f\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]/u.test(sign) ? 2 : 1),
    0,
  )

/** Prints an aligned table to stdout. */
export const printTable = ({ head, rows }: { head: string[]; rows: string[][] }): void => {
  const widths = head.map((title, column) => Math.max(widthOf(title), ...rows.map((row) => widthOf(row[column] ?? ''))))
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)))
      .join('  ')
      .trimEnd()
  console.log(line(head))
  console.log(widths.map((width) => '-'.repeat(width)).join('  '))
  for (const row of rows) console.log(line(row))
}
