import type { CollectionBeforeChangeHook } from 'payload'

/**
 * Many 教学点 have no code of their own (ARCHITECTURE.md "Codes and vocabularies"), but '' is unique, and so is a stored null in MongoDB: a code
 * that a school does not have is not stored at all.
 */
export const leaveOutEmptyCode: CollectionBeforeChangeHook = ({ data, originalDoc }) => {
  const { code, ...rest } = data
  if (code) return data
  return originalDoc?.code ? { ...rest, code: null } : rest
}
