'use client'

import { toast } from '@payloadcms/ui'

import { api } from '../lib/api'
import type { WorkJson } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { ConfirmButton } from './ConfirmButton'

/** Takes a submission back before it is decided; asks once. */
export const WithdrawButton = ({ work, onDone }: { work: WorkJson; onDone: () => void }) => {
  const { t, explain } = useLibrary()
  const withdraw = async () => {
    try {
      await api(`/work/revisions/${work.revision?.id ?? ''}/withdraw`, { method: 'POST' })
      toast.success(t('work:withdrawnToast'))
    } catch (error) {
      const { code, message } = explain(error)
      toast.error(`${message} (${code})`)
    }
    onDone()
  }
  return <ConfirmButton label={t('work:withdraw')} question={t('work:withdrawQuestion')} onConfirm={withdraw} />
}
