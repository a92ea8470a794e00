import type { Client } from './client'

export type PublishedFile = {
  name: string
  group: string
  size: number
  sha256: string
  url: string
  downloadUrl: string
  durationSeconds: number | null
  width: number | null
  height: number | null
}
export type Published = { id: string; title: string; files: PublishedFile[] }

const QUERY = `query ($id: ID!) { publishedResource(id: $id) { id title files { name group size sha256 url downloadUrl durationSeconds width height } } }`

/** One published resource as a client app reads it by GraphQL; null while the app does not see it. */
export const readPublished = async ({ app, id }: { app: Client; id: string }): Promise<Published | null> => {
  const { data, errors } = await app.json<{
    data?: { publishedResource: Published | null }
    errors?: { message: string }[]
  }>('/api/graphql', { method: 'POST', body: { query: QUERY, variables: { id } } })
  if (errors) throw new Error(`GraphQL: ${errors.map((error) => error.message).join('; ')}`)
  return data?.publishedResource ?? null
}
