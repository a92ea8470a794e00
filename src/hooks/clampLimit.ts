import type { CollectionBeforeOperationHook } from 'payload'

/** The most rows that one request of REST or GraphQL gets. */
export const MOST_ROWS = 1000

/** `limit=0` and `pagination=false` mean "all" to Payload: from outside they mean at most `MOST_ROWS` here. */
export const clampLimit: CollectionBeforeOperationHook = ({ args, operation, req }) => {
  if (req.payloadAPI === 'local' || (operation !== 'read' && operation !== 'readDistinct') || 'id' in args) return args
  const { limit, pagination } = args as { limit?: number; pagination?: boolean }
  if (limit === undefined && pagination !== false) return args
  return { ...args, limit: limit !== undefined && limit > 0 ? Math.min(limit, MOST_ROWS) : MOST_ROWS }
}
