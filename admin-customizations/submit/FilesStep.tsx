'use client'

import { toast } from '@payloadcms/ui'
import { useRef } from 'react'

import { api } from '../lib/api'
import type { FileJson } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { useVocabulary } from '../lib/useVocabulary'
import { DropZone } from './DropZone'
import { LocalRow } from './LocalRow'
import { ServerRow } from './ServerRow'
import type { Uploads } from './useUploads'

const GROUPS = ['video', 'lessonPlan', 'courseware', 'homework', 'material'] as const
const isGroup = (group: string | undefined): group is (typeof GROUPS)[number] => GROUPS.some((each) => each === group)

type Props = { files: FileJson[]; uploads: Uploads; onChange: () => Promise<void> }

/** Step 2: everything of the lesson at once; each file falls into its kind and can be moved. */
export const FilesStep = ({ files, uploads, onChange }: Props) => {
  const { t, explain } = useLibrary()
  const { vocabulary, nameOf } = useVocabulary()
  // Where the keyboard goes on when the row that it stood on is gone.
  const list = useRef<HTMLUListElement>(null)
  const kinds = vocabulary['asset-kinds'].map((kind) => ({
    value: kind.key,
    label: nameOf(kind),
    ...(isGroup(kind.group) ? { group: t(`group:${kind.group}`) } : {}),
  }))

  const attempt = async (what: () => Promise<unknown>) => {
    try {
      await what()
    } catch (error) {
      const { code, message } = explain(error)
      toast.error(`${message} (${code})`)
    }
    await onChange()
  }
  const move = (id: string, kind: string) =>
    attempt(() => api(`/resource-files/${id}`, { method: 'PATCH', body: { kind } }))
  const discard = (id: string, key?: string) =>
    attempt(async () => {
      if (key) await uploads.remove(key)
      await api(`/work/files/${id}`, { method: 'DELETE' })
    }).then(() => list.current?.focus())
  const removeLocal = async (key: string) => {
    await uploads.remove(key)
    list.current?.focus()
  }
  const localOf = (file: FileJson) => uploads.list.find((local) => local.tusId !== '' && local.tusId === file.upload)
  const onlyLocal = uploads.list.filter(
    (local) => local.state !== 'sent' && !files.some((file) => local.tusId !== '' && file.upload === local.tusId),
  )

  return (
    <>
      <DropZone onFiles={uploads.add} />
      <ul ref={list} tabIndex={-1} className="lib-files" aria-label={t('submit:fileList')}>
        {files.map((file) => {
          const local = localOf(file)
          return (
            <ServerRow
              key={file.id}
              file={file}
              local={local}
              kinds={kinds}
              onKind={(kind) => void move(file.id, kind)}
              onDelete={() => discard(file.id, local?.key)}
              onPause={() => local && void uploads.pause(local.key)}
              onResume={() => local && uploads.resume(local.key)}
            />
          )
        })}
        {onlyLocal.map((local) => (
          <LocalRow
            key={local.key}
            local={local}
            onPause={() => void uploads.pause(local.key)}
            onResume={() => uploads.resume(local.key)}
            onDelete={() => removeLocal(local.key)}
          />
        ))}
      </ul>
    </>
  )
}
