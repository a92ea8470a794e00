import type { Payload } from 'payload'

import { searchDocument } from '../domain/searchDocument'
import { labelsOf } from '../library/labels'
import { ON_SHELF } from '../library/published'
import type { ShelfRow } from '../workflow/rows'
import type { SearchIndex } from './client'
import { finishTask } from './finishTask'

/** Makes the index show this row: a document when it is on the shelf, none when it is not. Waits until it does. */
export const showRow = async ({
  payload,
  index: { client, uid },
  row,
}: {
  payload: Payload
  index: SearchIndex
  row: ShelfRow
}): Promise<void> => {
  const documents = client.index(uid)
  const task = ON_SHELF.includes(row.state)
    ? await documents.addDocuments([searchDocument({ shelf: row, labels: await labelsOf({ payload }) })])
    : await documents.deleteDocument(row.id)
  await finishTask({ client, task })
}
