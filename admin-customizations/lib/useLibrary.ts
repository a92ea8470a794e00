'use client'

import type { NestedKeysStripped } from '@payloadcms/translations'
import { useTranslation } from '@payloadcms/ui'
import { useCallback } from 'react'

import type { Language } from '../../src/errors'
import type { zh } from '../translations/zh'
import { isApiFailure } from './api'

export type LibraryKey = NestedKeysStripped<typeof zh.library>
export type Vars = Record<string, string | number>
export type Translate = (key: LibraryKey, vars?: Vars) => string

/** The strings of the namespace `library` in the person's language, and the sentence of any failure. */
export const useLibrary = (): {
  t: Translate
  language: Language
  explain: (error: unknown) => { code: string; message: string }
} => {
  const { t: translate, i18n } = useTranslation()
  const t = useCallback<Translate>((key, vars) => translate(`library:${key}` as never, vars), [translate])
  const explain = useCallback(
    (error: unknown) => {
      if (!isApiFailure(error)) return { code: 'UNEXPECTED', message: t('error:unexpected') }
      if (error.code === 'NETWORK') return { code: error.code, message: t('error:network') }
      if (error.status === 401) return { code: error.code, message: t('error:signedOut') }
      return { code: error.code, message: error.message || t('error:unexpected') }
    },
    [t],
  )
  return { t, language: i18n.language === 'en' ? 'en' : 'zh', explain }
}
