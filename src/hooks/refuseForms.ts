import type { CollectionBeforeOperationHook } from 'payload'

import { AppError } from '../errors'

const READS = new Set(['read', 'readDistinct', 'count', 'countVersions'])

/**
 * Guards a workflow-owned collection: every operation but a read throws, by whatever interface it comes, the Local API
 * with `overrideAccess` included. Verbs write through `payload.db`, which runs no hooks. @throws WORKFLOW_OWNED
 */
export const refuseForms: CollectionBeforeOperationHook = ({ operation }) => {
  if (!READS.has(operation)) throw new AppError('WORKFLOW_OWNED')
}
