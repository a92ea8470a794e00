'use client'

import { useLibrary } from '../lib/useLibrary'

/** No mail is sent by this installation: Payload's own link (hidden in library.css) would lead nowhere. */
export const ForgotNote = () => {
  const { t } = useLibrary()
  return <p className="lib-login-note">{t('login:forgot')}</p>
}
