import type { CollectionBeforeLoginHook } from 'payload'

import { AppError } from '../errors'

/** People are disabled, never deleted; a disabled one may not sign in. @throws FORBIDDEN */
export const refuseDisabled: CollectionBeforeLoginHook = ({ user }) => {
  if ((user as { isDisabled?: boolean }).isDisabled) throw new AppError('FORBIDDEN')
  return user
}
