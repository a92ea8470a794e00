import type { Copies } from './rows'

const COLUMNS = [
  'title',
  'owner',
  'ownerName',
  'school',
  'schoolName',
  'county',
  'city',
  'province',
  'channel',
  'stage',
  'grade',
  'subject',
  'textbook',
  'node',
  'nodePath',
  'kind',
  'kinds',
  'level',
  'durationSeconds',
] as const satisfies (keyof Copies)[]

/** The columns that a review or a shelf carries of its revision. */
export const copiesFrom = (row: Copies): Copies =>
  Object.fromEntries(COLUMNS.map((column) => [column, row[column]])) as unknown as Copies
