import type { CollectionAfterErrorHook } from 'payload'

/**
 * A locked account answers like a wrong password: whoever guesses addresses would else learn which of them exist. Told by
 * status and path, since a build holds Payload's error classes several times.
 */
export const hideLock: CollectionAfterErrorHook = ({ error, req }) => {
  if ((error as { status?: number }).status !== 401 || !req.pathname?.endsWith('/login')) return
  return { response: { errors: [{ message: req.t('error:emailOrPasswordIncorrect') }] }, status: 401 }
}
