/** Whether a text can be an id of either database; MongoDB's adapter drops a condition on another text. */
export const isRowId = (text: string): boolean =>
  /^([0-9a-f]{24}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test(text)
