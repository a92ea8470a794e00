/**
 * Whether a form was sent by a page of this server (or by its public address, where a proxy changes the Host header). A
 * browser says where a POST comes from; one that does not say so is refused, since another site could sign somebody in.
 */
export const isOwnForm = ({ headers, serverUrl }: { headers: Headers; serverUrl: string }): boolean => {
  const origin = headers.get('origin')
  if (origin === null) return headers.get('sec-fetch-site') === 'same-origin'
  if (!URL.canParse(origin)) return false
  const { origin: sent, host } = new URL(origin)
  return sent === new URL(serverUrl).origin || host === headers.get('host')
}
