'use client'

import { Gutter } from '@payloadcms/ui'

import { useLibrary } from '../lib/useLibrary'
import { LinkButton } from './LinkButton'

/** What a person without the role sees instead of a view. */
export const NotForYou = () => {
  const { t } = useLibrary()
  return (
    <Gutter className="lib">
      <h1>{t('common:notForYou')}</h1>
      <p>
        {t('common:notForYouNext')} <code>FORBIDDEN</code>
      </p>
      <LinkButton to="/admin" style="secondary">
        {t('nav:home')}
      </LinkButton>
    </Gutter>
  )
}
