'use client'

import type { RefObject } from 'react'

import type { QueueRow } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { QueueLine } from './QueueLine'

type Props = {
  rows: QueueRow[]
  listRef: RefObject<HTMLTableSectionElement | null>
  onClaim: (id: string) => void
}

const COLUMNS = ['title', 'who', 'duration', 'machine', 'due', 'state'] as const

/** The rows of a queue; on a phone each row becomes a small card. */
export const QueueTable = ({ rows, listRef, onClaim }: Props) => {
  const { t } = useLibrary()
  return (
    <table className="lib-table">
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th key={column} scope="col">
              {t(`queue:column_${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={listRef}>
        {rows.map((row) => (
          <QueueLine key={row.id} row={row} onClaim={() => onClaim(row.id)} />
        ))}
      </tbody>
    </table>
  )
}
