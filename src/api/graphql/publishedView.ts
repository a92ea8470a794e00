import type { Payload } from 'payload'

import type { ShareLevel } from '../../domain/audience'
import { kindsOf, type LabelMap } from '../../domain/searchDocument'
import { env } from '../../env'
import type { Language } from '../../errors'
import { type Labels, labelsOf } from '../../library/labels'
import type { Published, PublishedFile } from '../../library/published'
import { findTextbook } from '../../search/catalogue'
import { isRowId } from '../../domain/rowId'
import { SLUG } from '../../slugs'

const LEVELS: Record<ShareLevel, { zh: string; en: string }> = {
  school: { zh: '本校', en: 'School' },
  county: { zh: '全县（区）', en: 'County' },
  city: { zh: '全市', en: 'City' },
  province: { zh: '全省', en: 'Province' },
  national: { zh: '全国', en: 'National' },
}

/** {key, label} of a share level. */
export const levelView = (level: ShareLevel, language: Language = 'zh') => ({
  key: level,
  label: LEVELS[level]?.[language] ?? level,
})

/** {key, label} of a vocabulary key; null when there is none, the key itself when it has left the vocabulary. */
export const labelView = ({ map, key, language = 'zh' }: { map: LabelMap; key: string; language?: Language }) =>
  key ? { key, label: map.get(key)?.[language] ?? key } : null

/** {key, label, group} of an asset kind. */
export const kindView = ({ labels, key, language = 'zh' }: { labels: Labels; key: string; language?: Language }) => {
  const found = labels.kind.get(key)
  return { key, label: found?.[language] ?? key, group: found?.group ?? 'material' }
}

const absolute = (path: string): string => `${env().SERVER_URL}${path}`

const fileView = ({ file, labels, language }: { file: PublishedFile; labels: Labels; language: Language }) => {
  const { id, name, kind, group, mime, size, sha256, durationSeconds, width, height } = file
  return {
    id,
    name,
    kind: labelView({ map: labels.kind, key: kind, language }) ?? { key: kind, label: kind },
    group,
    mime,
    size,
    sha256,
    url: absolute(file.url),
    downloadUrl: absolute(`${file.url}?download=1`),
    posterUrl: file.posterUrl === null ? null : absolute(file.posterUrl),
    durationSeconds,
    width,
    height,
  }
}

type NodeRow = { id: string; key: string; title: string; type: string }

/** The catalogue nodes of a page of resources, in one query. */
const nodesOf = async ({ payload, items }: { payload: Payload; items: Published[] }): Promise<Map<string, NodeRow>> => {
  const ids = [...new Set(items.map((item) => item.shelf.node).filter(isRowId))]
  if (ids.length === 0) return new Map()
  const { docs } = await payload.db.find<NodeRow>({
    collection: SLUG.nodes,
    where: { id: { in: ids } },
    limit: ids.length,
    pagination: false,
  })
  return new Map(docs.map((row) => [String(row.id), row]))
}

/**
 * What the public sees of published resources: labels by key, absolute addresses; no owner id, no e-mail, nothing that
 * the workflow keeps for itself. A page costs one query more than reading it.
 */
export const publishedView = async ({
  payload,
  items,
  language = 'zh',
}: {
  payload: Payload
  items: Published[]
  language?: Language
}) => {
  const labels = await labelsOf({ payload })
  const nodes = await nodesOf({ payload, items })
  return Promise.all(
    items.map(async ({ shelf, files }) => {
      const book = shelf.textbook ? await findTextbook({ payload, textbook: shelf.textbook }) : null
      const node = nodes.get(shelf.node)
      const label = (map: LabelMap, key: string) => labelView({ map, key, language })
      return {
        id: shelf.id,
        title: shelf.title,
        summary: shelf.summary ?? '',
        keywords: shelf.keywords ?? '',
        stage: label(labels.stage, shelf.stage),
        grade: label(labels.grade, shelf.grade),
        subject: label(labels.subject, shelf.subject),
        channel: label(labels.channel, shelf.channel),
        kinds: kindsOf(shelf.kinds).map((key) => kindView({ labels, key, language })),
        nodePath: shelf.nodePath ?? '',
        textbook: book ? { id: book.id, key: book.key, title: book.title } : null,
        node: node ? { id: String(node.id), key: node.key, title: node.title, type: node.type } : null,
        ownerName: shelf.ownerName ?? '',
        schoolName: shelf.schoolName ?? '',
        level: levelView(shelf.level, language),
        durationSeconds: shelf.durationSeconds ?? 0,
        publishedAt: shelf.publishedAt,
        updatedAt: (shelf as unknown as { updatedAt: string }).updatedAt,
        seals: (shelf.seals ?? []).map(({ track, reviewer, at }) => ({ track, reviewer, at })),
        files: files.map((file) => fileView({ file, labels, language })),
      }
    }),
  )
}

export type PublishedView = Awaited<ReturnType<typeof publishedView>>[number]
