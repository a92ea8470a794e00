/**
 * Whether a text can be the id of a row in either database (ObjectId, UUID). MongoDB's adapter throws on any other text
 * in a list of ids, so what comes from an address, a client or a form's text field is looked at first.
 */
export const isId = (text: string): boolean => /^([0-9a-f]{24}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test(text)
