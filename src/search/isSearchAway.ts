import { MeilisearchApiError, MeilisearchError } from 'meilisearch'

/** Meilisearch was not reached, or answered that it is not well; what it refuses (4xx) is our own mistake. */
export const isSearchAway = (error: unknown): boolean =>
  error instanceof MeilisearchError && !(error instanceof MeilisearchApiError && error.response.status < 500)
