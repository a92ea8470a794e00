import { type DataStore, ERRORS } from '@tus/server'

/** Folder of unfinished and finished uploads inside the store. */
export const TUS_FOLDER = 'uploads'

/** The length of an upload is always known at its start, so that it can be checked against the quota. */
export const TUS_EXTENSIONS = ['creation', 'creation-with-upload', 'termination']

export type TusStore = DataStore & {
  /** Removes an upload with everything that belongs to it, finished or not; one that is not there is no error. */
  discard: (args: { id: string }) => Promise<void>
}

/** No dot in an id: otherwise the note of an upload (`<id>.json`) would be an upload of its own that anyone can delete. */
export const isTusId = (id: string): boolean => /^[A-Za-z0-9_-]{8,64}$/.test(id)

/** @throws 404 for anything but an id */
export const checkTusId = (id: string): string => {
  if (!isTusId(id)) throw ERRORS.FILE_NOT_FOUND
  return id
}

/** @tus/server answers GET with the file itself; nothing unreviewed is handed out that way. @throws 404 */
export const refuseRead = (): never => {
  throw ERRORS.FILE_NOT_FOUND
}
