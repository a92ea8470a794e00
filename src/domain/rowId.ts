/**
 * Whether a text can be the id of a row in either database (ObjectId, UUID). MongoDB's adapter throws on any other text,
 * so what comes from an address or a client is looked at first.
 */
export const isRowId = (text: unknown): text is string =>
  typeof text === 'string' && /^([0-9a-f]{24}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test(text)
